// Writes functions/Ghc.Domain/Documents/Names/HanVariants.txt from a file of the Unicode Character Database:
// dotnet run tools/data/han-variants.cs Unihan_Variants.txt > functions/Ghc.Domain/Documents/Names/HanVariants.txt
// Unihan_Variants.txt is part of Unihan.zip at unicode.org and of Debian's package unicode-data.
using System.Globalization;
using System.Text;

// Semantic variants are left out: they include characters that distinguish people, such as 哲 and 喆. These few are one character in two
// shapes.
const string Shapes = "衞衛 羣群 峯峰 眞真 啓啟 靑青 淸清 裏裡 爲為 説說 濶闊 畧略 銹鏽 隷隸 綫線 牀床 粧妝 麪麵 踪蹤 雞鷄 氷冰 徧遍";
string[] fields = ["kSimplifiedVariant", "kTraditionalVariant", "kZVariant"];

var group = new Dictionary<string, string>(StringComparer.Ordinal);
string Find(string character)
{
    while (group.TryGetValue(character, out var parent) && parent != character)
    {
        character = parent;
    }

    return character;
}

void Join(string one, string other)
{
    group.TryAdd(one, one);
    group.TryAdd(other, other);
    var (a, b) = (Find(one), Find(other));
    if (a != b)
    {
        group[b] = a;
    }
}

static string Character(string code) =>
    char.ConvertFromUtf32(int.Parse(code.Split('<')[0][2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

foreach (var line in File.ReadLines(args[0]))
{
    if (line.Split('\t') is [['U', '+', ..] code, var field, var variants] && fields.Contains(field))
    {
        foreach (var variant in variants.Split(' '))
        {
            Join(Character(code), Character(variant));
        }
    }
}

foreach (var pair in Shapes.Split(' '))
{
    Join(pair[..1], pair[1..]);
}

var lines = group
    .Keys.GroupBy(Find)
    .Where(characters => characters.Count() > 1)
    .Select(characters => string.Concat(characters.Order(StringComparer.Ordinal)))
    .Order(StringComparer.Ordinal);
var output = new StringBuilder(
    """
    # Han characters that are one character in different shapes: simplified, traditional and regional. Each line is such a group.
    # Made by tools/data/han-variants.cs from Unihan_Variants.txt of the Unicode Character Database 15.0.0
    # (kSimplifiedVariant, kTraditionalVariant, kZVariant, and the few shapes named there).
    # Copyright © 1991-2022 Unicode, Inc. All rights reserved. Distributed under the Terms of Use in https://www.unicode.org/copyright.html

    """
).AppendJoin('\n', lines).Append('\n');
using var stdout = Console.OpenStandardOutput();
stdout.Write(new UTF8Encoding(false).GetBytes(output.ToString().ReplaceLineEndings("\n")));
