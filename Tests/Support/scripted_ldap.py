"""A peer that speaks just enough LDAP (RFC 4511) to play one fault: scripted_ldap.py PLAY, prints its port."""

import socket
import sys
import threading
import time

PAGED = b"1.2.840.113556.1.4.319"


def element(tag, *contents):
    content = b"".join(contents)
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def integer(value, tag=2):
    return element(tag, value.to_bytes(max(1, (value.bit_length() + 8) // 8), "big"))


def octets(value, tag=4):
    return element(tag, value if isinstance(value, bytes) else value.encode())


def parse(data):
    """The elements of a constructed value, as (tag, content)."""
    found, at = [], 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        found.append((tag, data[at : at + length]))
        at += length
    return found


def receive(peer):
    head = peer.recv(2, socket.MSG_WAITALL)
    if len(head) < 2:
        return None
    length = head[1]
    if length & 0x80:
        length = int.from_bytes(peer.recv(length & 0x7F, socket.MSG_WAITALL), "big")
    return parse(peer.recv(length, socket.MSG_WAITALL))


def cookie_of(message):
    """The cookie of the paging control of a request; None without the control."""
    for tag, controls in message[2:]:
        for _, control in parse(controls):
            parts = parse(control)
            if parts[0][1] == PAGED:
                return parse(parse(parts[-1][1])[0][1])[1][1]
    return None


def message(number, operation, controls=b""):
    return element(0x30, integer(number), operation, element(0xA0, controls) if controls else b"")


def result(tag, code=0, text="", extra=b""):
    return element(tag, integer(code, 10), octets(""), octets(text), extra)


def entry(number, description="cn", dn=None):
    dn = dn or "uid=p%d,dc=valmont,dc=example" % number
    attribute = element(0x30, octets(description), element(0x31, octets("Person %d" % number)))
    return element(0x64, octets(dn), element(0x30, attribute))


def paging(cookie):
    return element(0x30, octets(PAGED), octets(element(0x30, integer(0), octets(cookie))))


def done(number, cookie=None, code=0, text="", extra=b""):
    return message(number, result(0x65, code, text, extra), b"" if cookie is None else paging(cookie))


def asked(request):
    """The attributes a search request names."""
    return [name.decode() for _, name in parse(parse(request[1][1])[7][1])]


def values(number, person, start, end, last):
    """The answer to a search for one person's values of cn, of which there are `last`, from `start` to before `end`."""
    description = "cn;range=%d-%s" % (start, "*" if end >= last else end - 1)
    texts = [octets("Value %d" % value) for value in range(start, min(end, last))]
    attribute = element(0x30, octets(description), element(0x31, *texts))
    dn = "uid=p%d,dc=valmont,dc=example" % person
    # Active Directory names the attribute without a range as well, and gives it no values.
    empty = element(0x30, octets("cn"), element(0x31))
    return message(number, element(0x64, octets(dn), element(0x30, empty, attribute)))


def entries(number, people, description="cn"):
    return b"".join(message(number, entry(person, description)) for person in people)


SYNC = b"1.3.6.1.4.1.4203.1.9.1."


def sync_cookie_of(message):
    """The cookie of a request for content synchronisation (RFC 4533 2.2); empty without one, None without the control."""
    for _, controls in message[2:]:
        for _, control in parse(controls):
            parts = parse(control)
            if parts[0][1] == SYNC + b"1":
                return parse(parse(parts[-1][1])[0][1])[1][1] if len(parse(parse(parts[-1][1])[0][1])) > 1 else b""
    return None


def identity(person):
    return octets(b"\0" * 15 + bytes([person + 1]))


def synchronised(number, person):
    state = element(0x30, integer(1, 10), identity(person))
    return message(number, entry(person), element(0x30, octets(SYNC + b"2"), octets(state)))


def sync_info(number, content):
    return message(number, element(0x79, octets(SYNC + b"4", 0x80), octets(content, 0x81)))


def sync_ids(number, people, are_removed):
    flag = element(1, b"\xff") if are_removed else b""
    return sync_info(number, element(0xA3, flag, element(0x31, *[identity(person) for person in people])))


def sync_done(number, cookie, names_removed):
    flag = element(1, b"\xff") if names_removed else b""
    value = element(0x30, octets(cookie), flag)
    return message(number, result(0x65), element(0x30, octets(SYNC + b"3"), octets(value)))


def search(play, number, cookie, request):
    """The bytes that answer one search request."""
    if play == "present-then-deleted":
        after = sync_cookie_of(request)
        if after is None:
            return done(number)
        if not after:
            return b"".join(synchronised(number, person) for person in range(4)) + sync_done(number, b"1", False)
        # Of four, two are there and two are not told of; of the two, one goes on the way.
        present = sync_ids(number, [0, 1], False)
        end_of_phase = sync_info(number, element(0xA2, element(1, b"\0")))
        return present + end_of_phase + sync_ids(number, [1], True) + sync_done(number, b"2", True)
    if play == "ranges":
        ranges = [name.split("range=")[1].split("-")[0] for name in asked(request) if "range=" in name]
        if ranges:
            return values(number, 0, int(ranges[0]), int(ranges[0]) + 10, 25) + done(number)
        return b"".join(values(number, person, 0, 10, 25) for person in range(3)) + done(number)
    if play == "ignores-paging":
        return entries(number, range(25)) + done(number)
    if play == "same-page":
        return entries(number, range(10)) + done(number, b"again")
    if play == "two-pages-in-turn":
        second = cookie == b"2"
        return entries(number, range(10, 20) if second else range(10)) + done(number, b"1" if second else b"2")
    if play == "empty-pages":
        return done(number, b"more")
    if play == "some-empty-pages":
        page = int(cookie or b"0")
        people = range(5) if page == 3 else []
        return entries(number, people) + done(number, b"%d" % (page + 1) if page < 5 else b"")
    if play == "same-cookie-three-pages":
        search.pages = getattr(search, "pages", -1) + 1
        return entries(number, range(search.pages * 10, search.pages * 10 + 10)) + done(
            number, b"0" if search.pages < 2 else b""
        )
    if play == "forgets-paging":
        people = range(10, 20) if cookie else range(10)
        return entries(number, people) + done(number, None if cookie else b"next")
    if play == "cookie-refused":
        if cookie:
            return done(number, code=2, text="paged results cookie is invalid")
        return entries(number, range(10)) + done(number, b"next")
    if play == "reference":
        reference = element(0x73, octets("ldap://other.example/dc=x"))
        return entries(number, range(3)) + message(number, reference) + done(number)
    if play == "range":
        return entries(number, range(3), "cn;range=0-0") + done(number)
    if play == "name-not-text":
        return message(number, entry(1, dn=b"uid=\xff1,dc=x")) + done(number)
    if play == "cut-short":
        return entries(number, range(3))
    if play == "notice":
        notice = result(0x78, 52, "shutting down", octets("1.3.6.1.4.1.1466.20036", 0x8A))
        return entries(number, range(3)) + message(0, notice)
    if play == "half-a-message":
        return entries(number, range(3)) + message(number, entry(4))[:-5]
    if play == "rubbish":
        return b"HTTP/1.1 400 Bad Request\r\n\r\n" * 10
    if play.startswith("code-"):
        return entries(number, range(3)) + done(number, code=int(play[5:]), text="as told")
    return entries(number, range(3)) + done(number)


def serve(peer, play):
    while True:
        request = receive(peer)
        if request is None:
            return
        number, (tag, _) = int.from_bytes(request[0][1], "big"), request[1]
        if tag == 0x60:
            if play == "silent-bind":
                time.sleep(60)
            code = {"busy": 51, "unavailable": 52}.get(play, 0)
            peer.sendall(message(number, result(0x61, code)))
        elif tag == 0x77:
            peer.sendall(message(number, result(0x78, 2, "unsupported extended operation")))
        elif tag == 0x63:
            if play == "trickle":
                for byte in entries(number, range(1)) + done(number):
                    peer.sendall(bytes([byte]))
                    time.sleep(0.03)
                continue
            peer.sendall(search(play, number, cookie_of(request), request))
            if play in ("cut-short", "notice"):
                peer.close()
                return


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        peer, _ = listener.accept()
        threading.Thread(target=serve, args=(peer, sys.argv[1]), daemon=True).start()


main()
