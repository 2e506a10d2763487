#!/usr/bin/python3
"""Writes manual pages (man(7)) from what the program says of its own commands.

    manual.py NAVETTE FOLDER

One page a command: navette.1, navette-plan.1, navette-mails-retry.1 ... The same program gives the same bytes.
"""

import json
import pathlib
import subprocess
import sys

EXIT_STATUS = [
    ("0", "Settled or applied; for a plan: done."),
    ("1", "Failed, with nothing half done."),
    ("2", "`plan --check` found changes."),
    ("3", "Refused by a limit."),
    ("4", "Applied, but a mail was refused for good."),
    ("64", "Wrong usage."),
]

FILES = [
    ("./navette.yaml, /etc/navette/navette.yaml", "The settings, unless --config or NAVETTE_CONFIG names others."),
    ("mappings/NAME.yaml", "A mapping beside the settings; it comes before the one that is built in."),
]

ENVIRONMENT = [
    ("NAVETTE_CONFIG", "The settings file."),
    ("NAVETTE_MAPPINGS", "A folder of mappings."),
    ("CREDENTIALS_DIRECTORY", "Where ${credential:NAME} is looked for (systemd.exec(5))."),
    ("NO_COLOR", "Turns colours off."),
]


def roff(text: str) -> str:
    """Text as it is: no character of it means anything to roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return "\n".join("\\&" + line if line.startswith(".") else line for line in text.split("\n"))


def flags(argument: dict) -> str:
    names = sorted(argument.get("names") or [], key=lambda name: name["kind"] != "short")
    spelled = [("-" if name["kind"] != "long" else "--") + name["name"] for name in names]
    value = "" if argument["kind"] == "flag" else "\\fI" + roff(argument.get("valueName", "value")) + "\\fR"
    if argument["kind"] == "positional":
        return value + ("..." if argument.get("isRepeating") else "")
    return ", ".join("\\fB" + roff(name) + "\\fR" for name in spelled) + (" " + value if value else "")


def synopsis(command: dict, path: list) -> list:
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    words = ["\\fB" + roff(" ".join(path)) + "\\fR"]
    if any(a["kind"] != "positional" for a in shown):
        words.append("[\\fIoptions\\fR]")
    for argument in shown:
        if argument["kind"] == "positional":
            words.append("[" + flags(argument) + "]" if argument.get("isOptional") else flags(argument))
    lines = [" ".join(words)]
    if subcommands(command):
        lines = (lines if command.get("defaultSubcommand") else []) + [words[0] + " \\fIcommand\\fR [...]"]
    return lines


def subcommands(command: dict) -> list:
    return [c for c in command.get("subcommands", []) if c["commandName"] != "help" and c.get("shouldDisplay", True)]


def described(argument: dict) -> list:
    text = " ".join(t for t in [argument.get("abstract"), argument.get("discussion")] if t)
    default = argument.get("defaultValue")
    if default and argument["kind"] != "flag":
        text += f" Default: {default}."
    return [".TP", flags(argument), roff(text or "See navette(1).")]


def listed(title: str, rows: list) -> list:
    lines = [f".SH {title}"]
    for name, text in rows:
        lines += [".TP", "\\fB" + roff(name) + "\\fR", roff(text)]
    return lines


def page(command: dict, path: list, version: str) -> str:
    name = "-".join(path)
    lines = [
        '.\\" Written by deploy/manual.py from what the program says of itself.',
        f'.TH {roff(name).upper()} 1 "" "navette {version}" "Navette"',
        ".SH NAME",
        f"{roff(name)} \\- {roff(command['abstract'].rstrip('.'))}",
        ".SH SYNOPSIS",
    ]
    for number, line in enumerate(synopsis(command, path)):
        lines += ([".br"] if number else []) + [line]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", roff(command["discussion"])]
    children = subcommands(command)
    if children:
        lines.append(".SH COMMANDS")
        for child in children:
            title = "\\fB" + roff("-".join(path + [child["commandName"]])) + "\\fR(1)"
            lines += [".TP", title, roff(child.get("abstract", ""))]
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    if shown:
        lines.append(".SH OPTIONS")
        for argument in shown:
            lines += described(argument)
    lines += listed("EXIT STATUS", EXIT_STATUS)
    if len(path) == 1:
        lines += listed("FILES", FILES) + listed("ENVIRONMENT", ENVIRONMENT)
    else:
        lines += [".SH SEE ALSO", "\\fBnavette\\fR(1)"]
    return "\n".join(lines) + "\n"


def write(command: dict, path: list, version: str, folder: pathlib.Path) -> None:
    (folder / f"{'-'.join(path)}.1").write_text(page(command, path, version), encoding="utf-8")
    for child in subcommands(command):
        write(child, path + [child["commandName"]], version, folder)


def said(program: str, option: str) -> str:
    return subprocess.run([program, option], check=True, capture_output=True, text=True).stdout


def main() -> None:
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    version = said(program, "--version").split()[-1]
    write(json.loads(said(program, "--experimental-dump-help"))["command"], ["navette"], version, folder)


if __name__ == "__main__":
    main()
