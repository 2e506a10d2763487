"""An invented town of any size, as LDIF: the same people for the same number, run after run."""

import random

LAST = """Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David
Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefebvre Faure André Mercier
Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier García Perrin Robin Clément Morin Nicolas Henry
Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier""".split()
FIRST = """Ada Jean Marie Léa Hugo Inès Louis Chloé Gabriel Zoé Arthur Élise Noé Camille Sacha Manon Théo Juliette Maël
Anaïs Éric Sylvie François Nathalie Karim Fatou Yann Maud Rémi Agnès Loïc Béatrice""".split()

SUFFIX = "dc=valmont,dc=example"
BASE = f"ou=responsables,{SUFFIX}"


def ascii_of(text):
    import unicodedata

    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def write_ldif(path, count, without_mail=0.0):
    """Writes `count` responsables; `without_mail` is the share that has no address."""
    draw = random.Random(count)
    with open(path, "w", encoding="utf-8") as out:
        out.write(
            f"dn: {SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\ndc: valmont\no: Ville de Valmont\n\n"
            f"dn: {BASE}\nobjectClass: organizationalUnit\nou: responsables\n\n"
        )
        for number in range(1, count + 1):
            last, first = draw.choice(LAST), draw.choice(FIRST)
            mail = f"{ascii_of(first)}.{ascii_of(last)}.{number}@valmont.example"
            out.write(
                f"dn: uid=r{number},{BASE}\nobjectClass: inetOrgPerson\nuid: r{number}\n"
                f"cn: r{number}\nemployeeNumber: R-{number:07d}\ntitle: {draw.choice(['M.', 'Mme'])}\n"
            )
            for name, value in (("sn", last), ("givenName", first)):
                out.write(encode(name, value))
            if draw.random() >= without_mail:
                out.write(f"mail: {mail}\n")
            out.write(f"mobile: 06{draw.randrange(10**8):08d}\n\n")


def encode(name, value):
    import base64

    if value.isascii():
        return f"{name}: {value}\n"
    return f"{name}:: {base64.b64encode(value.encode()).decode()}\n"
