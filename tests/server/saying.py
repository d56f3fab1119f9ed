"""Saying: a program that says by a socket what it is told to, byte by byte, and tells what it heard.

Run as `python -m tests.server.saying SOCKET ANSWERS`: the bytes come in by standard input as hexadecimal digits; it ends
when it has so many answers, or the server hangs up, and prints what it heard as a list. For 0 answers it only listens,
until the server hangs up, and puts out every byte that comes.
"""

import socket
import sys
from typing import Any

import msgspec

from sociotui.room.frames import FROM_SERVER, Frames, frame
from sociotui.room.messages import Message, encode, hello

ANSWERS = ("value", "no", "trouble", "parting")


def said(*messages: Message | dict[str, Any]) -> bytes:
    """Return messages as a client sends them, after its greeting; a plain object may claim what it likes."""
    return b"".join(frame(encode(message)) for message in (hello(), *messages))


def main(path: str, answers: str) -> None:
    """Say it, and tell what was heard."""
    frames, heard, left = Frames(FROM_SERVER), [], int(answers)
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(60)
        sock.connect(path)
        sock.sendall(bytes.fromhex(sys.stdin.read()))
        while not int(answers) and (data := sock.recv(65536)):
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        while left > 0 and (data := sock.recv(65536)):
            frames.feed(data)
            while (body := frames.next()) is not None:
                message = msgspec.msgpack.decode(body)
                heard.append(message)
                left -= message["is"] in ANSWERS
    if int(answers):
        sys.stdout.write(msgspec.json.encode(heard).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
