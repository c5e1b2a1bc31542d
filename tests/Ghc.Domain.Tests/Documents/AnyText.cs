using CsCheck;

namespace Ghc.Domain.Tests.Documents;

/// <summary>What arrives in a text field of a public form: plain input, and everything that breaks parsers.</summary>
internal static class AnyText
{
    private static readonly string[] Troubles =
    [
        "\0",
        "\u0007",
        "\u007F",
        "\uD800",
        "\uDC00",
        "\uFFFE",
        "\uFFFF",
        "\uFFFD",
        "\u202E",
        "\u2066",
        "\u200B",
        "\u200D",
        "\uFEFF",
        "\u0301",
        "\u0903",
        "😀",
        "👨‍👩‍👧",
        "\u3164",
        "\uFDFA",
        "𐀀",
        "𝟙",
        "①",
        "٣",
        "½",
        "Ａ１",
        "\u00A0",
        "\u3000",
        "\u2028",
        "\t",
        "\n",
        " ",
        "-",
        "'",
        ".",
        ",",
        "+",
        "(",
        "ß",
        "İ",
        "ı",
        "Ж",
        "Ь",
        "王",
        "〇",
        "が",
        "ㄱ",
        "\u1100",
        "A",
        "z",
        "7",
        "0",
    ];

    private static readonly Gen<string> Pieces = Gen.OneOf(
            Gen.Char.Select(c => c.ToString()),
            Gen.Int[0, Troubles.Length - 1].Select(i => Troubles[i])
        )
        .Array[0, 60]
        .Select(string.Concat);

    // Often accepted, so that properties of accepted values are tried as well.
    private static readonly Gen<string> Plausible = Gen.OneOf(
        Gen.Char["AzÄñßıİЖЬЙ王〇がㄱé \u0301-'’.,·Ａ"].Array[1, 12].Select(c => new string(c)),
        Gen.Char["HMA0123456789 １"].Array[5, 11].Select(c => new string(c)),
        Gen.Char["0123456789"].Array[8].Select(c => "H" + new string(c)),
        Gen.Char["0123456789"].Array[7].Select(c => "5" + new string(c)),
        Gen.Int[0, 99].Select(i => $"{i}")
    );

    public static readonly Gen<string> Any = Gen.OneOf(
        Plausible,
        Pieces,
        Gen.Char[' ', '~'].Array[0, 20].Select(c => new string(c)),
        Gen.Int[0, Troubles.Length - 1].Select(i => string.Concat(Enumerable.Repeat(Troubles[i], 10_000)))
    );
}
