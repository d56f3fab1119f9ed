"""The contract: what `sociotui.room.port` promises of a room, held wherever the room's journal lies."""
