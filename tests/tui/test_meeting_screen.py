"""The live meeting's screen: what it shows, and what each key does, in a meeting from its first key to its last."""

from collections.abc import Callable

import msgspec
from textual.events import Resize

from sociotui.tui.app import SociotuiApp
from sociotui.tui.meeting.map_panes import AgendaPane
from sociotui.tui.meeting.screen import MeetingScreen
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.homes import Hands
from tests.tui.staging import StageAt
from tests.tui.waiting import lines_of, shows, text_of, until

AppAt = Callable[..., SociotuiApp]


async def test_circle_map_round_now_and_next_are_in_sight(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "▸ Ana")
        screen = text_of(pilot)
        for seen in ("Garden ●", "now   Ana", "next  Ben", "Ben ◂ next", "Zoe ✓", "version 2", "✓ 2   ✗ 0   ◦ 4"):
            assert seen in screen, seen


async def test_each_size_keeps_now_and_next_in_sight(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        for size in ((120, 40), (60, 20), (34, 12), (20, 5), (80, 24), (300, 100)):
            await pilot.resize_terminal(*size)

            def fits(width: int = size[0]) -> bool:
                screen = text_of(pilot)
                here = all(seen in screen for seen in ("Ana", "next", "Ben"))
                return here and max(len(line) for line in lines_of(pilot)) == width

            await until(pilot, fits)


async def test_a_narrow_screen_shows_one_column_at_a_time(app_at: AppAt) -> None:
    async with app_at().run_test(size=(60, 20)) as pilot:
        await shows(pilot, "Proposal")
        await pilot.press("tab")
        await shows(pilot, "Speaking")
        assert "Proposal" not in text_of(pilot)
        await pilot.press("tab")
        await shows(pilot, "Agenda")
        await pilot.press("shift+tab", "shift+tab")
        await shows(pilot, "Proposal")


async def test_consent_goes_round_and_the_next_one_is_named_at_each_change(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        for now, next_ in (("Ana", "Ben"), ("Ben", "Chidi"), ("Chidi", "Dara")):
            await shows(pilot, f"now   {now}")
            assert f"next  {next_}" in text_of(pilot)
            await pilot.press("c")
            await shows(pilot, f"{now} consents.")
        await shows(pilot, "now   Dara")
        assert "next  " not in text_of(pilot)
        await pilot.press("c")
        await shows(pilot, "Everybody consents.")
        assert "all consent" in text_of(pilot)


async def test_a_resize_never_brings_an_older_state_back(app_at: AppAt) -> None:
    app = app_at()
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        screen, older = app.screen, app.snapshot
        assert isinstance(screen, MeetingScreen)
        assert older
        screen.on_resize(Resize(screen.size, screen.size))
        app.snapshot = msgspec.structs.replace(older, said="Something newer.", acts=older.acts + 1)
        await shows(pilot, "Something newer.")
        await pilot.pause()
        await pilot.pause()
        assert "Something newer." in text_of(pilot)


async def test_a_key_that_cannot_act_says_why_and_what_to_do(app_at: AppAt) -> None:
    async with app_at().run_test(size=(120, 24)) as pilot:
        await shows(pilot, "now   Ana")
        await pilot.press("p")
        await shows(pilot, "There is no passing in a consent round: Ana consents (c) or objects (o).")


async def test_a_refusal_names_the_keys_that_this_person_has(app_at: AppAt) -> None:
    settings = Settings(keymap={"consent": "y", "object": "ctrl+o"})
    async with app_at(settings=settings).run_test(size=(120, 24)) as pilot:
        await shows(pilot, "y consent")
        await pilot.press("p")
        await shows(pilot, "Ana consents (y) or objects (ctrl+o)")
        await pilot.press("y")
        await shows(pilot, "Ana consents.")


async def test_an_objection_asks_for_its_reason_and_is_integrated(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        await pilot.press("o")
        await shows(pilot, "Ana brings an objection")
        await pilot.press("tab", "tab", "enter")
        await shows(pilot, "An objection comes with its reason")
        await pilot.press("shift+tab", "shift+tab", *"Too much work", "tab", "tab", "enter")
        await shows(pilot, "Thank you: it helps us all.")
        await pilot.press("c", "c", "c")
        await shows(pilot, "Dara consents.")
        await pilot.press("n")
        await shows(pilot, "Ana: “Too much work”")
        await pilot.press("e")
        await shows(pilot, "Integrate · Tool-shed rota")
        await pilot.press("tab", *" Or less.", "ctrl+s")
        await shows(pilot, "Proposal · version 3")


async def test_undo_brings_the_turn_back(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        await pilot.press("c")
        await shows(pilot, "now   Ben")
        await pilot.press("u")
        await shows(pilot, "now   Ana")
        assert "Undone." in text_of(pilot)


async def test_a_person_chosen_in_the_ring_is_acted_for(app_at: AppAt) -> None:
    async with app_at("opened").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        await pilot.press("right", "right")
        await shows(pilot, "[Chidi]")
        await pilot.press("h")
        await shows(pilot, "Chidi raises a hand.")
        await pilot.press("s")
        await shows(pilot, "Chidi is heard out of turn")
        assert "next  Ana" in text_of(pilot)
        await pilot.press("space")
        await shows(pilot, "the order goes on where it stood")
        await pilot.press("right", "escape")
        await until(pilot, lambda: "[" not in text_of(pilot))


async def test_the_clock_ticks_and_stands_while_paused(app_at: AppAt, hands: Hands) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "0:00/0:30")
        hands.at += 42_000
        await shows(pilot, "0:42/0:30")
        await pilot.press("t")
        await shows(pilot, "0:42 ‖")
        hands.at += 60_000
        await pilot.press("t")
        await shows(pilot, "0:42/0:30")


async def test_keys_typed_into_a_dialog_stay_there(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        await pilot.press("i")
        await shows(pilot, "A new item")
        await pilot.press(*"cnqu?")
        await shows(pilot, "cnqu?")
        await pilot.press("escape")
        await until(pilot, lambda: "A new item" not in text_of(pilot))
        assert "now   Ana" in text_of(pilot)


async def test_people_text_is_never_read_as_markup(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        await pilot.press("o", *"[red]no[/red] [@click=quit]", "tab", "tab", "enter")
        await shows(pilot, "it helps us all")
        await pilot.press("v")
        await shows(pilot, "[red]no[/red] [@click=quit]")


async def test_plain_signs_where_the_terminal_has_no_others(app_at: AppAt) -> None:
    settings = Settings(theme="sixteen", signs=ASCII)
    async with app_at(settings=settings).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "> Ana")
        await pilot.press("a")
        await shows(pilot, "Who is here")
        assert text_of(pilot).replace("·", "-").isascii()


async def test_help_palette_minutes_and_reading_open_and_close(app_at: AppAt) -> None:
    async with app_at().run_test(size=(80, 24)) as pilot:
        for key, seen in (("question_mark", "The speaker is done"), ("m", "Minutes, as they stand"), ("v", "Our aim")):
            await pilot.press(key)
            await shows(pilot, seen)
            await pilot.press("escape")
            await shows(pilot, "now   Ana")
        await pilot.press("ctrl+p", *"pass")
        await shows(pilot, "pass (p)")


async def test_attendance_arrives_leaves_and_hands_over(app_at: AppAt) -> None:
    async with app_at("opened").run_test(size=(80, 24)) as pilot:
        await shows(pilot, "now   Ana")
        await pilot.press("a")
        await shows(pilot, "Fay  absent")
        await pilot.press(*["down"] * 6, "e")
        await shows(pilot, "Fay  here")
        await pilot.press("f")
        await shows(pilot, "Fay  here · facilitates")
        await pilot.press("space")
        await shows(pilot, "Fay  has left")
        await pilot.press("home", "plus")
        await until(pilot, lambda: text_of(pilot).index("Ben") < text_of(pilot).index("Ana  here"))
        await pilot.press("g")
        await shows(pilot, "A guest")
        await pilot.press(*"Uma", "enter", "enter")
        await shows(pilot, "Uma  here, from the next round · guest")


async def test_the_agenda_leaves_out_what_is_skipped_until_it_is_entered(stage_at: StageAt) -> None:
    stage = stage_at().add("selection").go("consent")
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await shows(pilot, "▾ The shed")
        agenda = pilot.app.screen.query_one("#agenda", AgendaPane)
        assert not {"1:integrate", "1:stuck", "1:way-on"} & {row.id for row in agenda._rows}
        assert {"1:nominate", "1:record"} <= {row.id for row in agenda._rows}
        await pilot.press("o", *"Nobody has time", "ctrl+s")
        await shows(pilot, "it helps us all")
        await until(pilot, lambda: "1:integrate" in {row.id for row in agenda._rows})


async def test_a_long_question_is_shown_whole(stage_at: StageAt) -> None:
    async with stage_at(dialect="s3").add().go("consent").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "a worthwhile improvement?")


async def test_a_long_question_and_an_objection_fit_a_small_screen(stage_at: StageAt) -> None:
    stage = stage_at(dialect="s3").add().go("consent")
    stage.act("object", text="We lack people in March, and the keys are with those who are away then. " * 6)
    async with stage.go("integrate").app().run_test(size=(40, 12)) as pilot:
        await shows(pilot, "Test and resolve")
        for size in ((60, 20), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await shows(pilot, "“We lack people")


async def test_titles_from_people_are_never_read_as_markup(stage_at: StageAt) -> None:
    stage = stage_at()
    stage.act("agenda", title="[b]Shed[/b]", aim="report")
    async with stage.go("outcome").app().run_test(size=(80, 24)) as pilot:
        await shows(pilot, "─ Ask ─")
        await pilot.press("x")
        await shows(pilot, "How does “[b]Shed[/b]” end?")


async def test_signs_of_a_selection_are_plain_where_the_terminal_has_no_others(stage_at: StageAt) -> None:
    settings = Settings(theme="sixteen", signs=ASCII)
    for step, seen in (("role", "Role and term"), ("nominate", "Hand the keyboard"), ("change", "changes")):
        async with stage_at().add("selection").go(step).app(settings).run_test(size=(80, 24)) as pilot:
            await shows(pilot, "- Ask -")
            await pilot.press("e")
            await shows(pilot, seen)
            assert text_of(pilot).replace("·", "-").isascii(), step
