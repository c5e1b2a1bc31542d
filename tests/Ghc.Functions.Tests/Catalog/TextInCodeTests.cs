using System.Text;
using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>
/// No text for travelers, inspectors or officers stands in code. What may stand there is for operators and programmers: exceptions, logs,
/// faults of settings at start; and what is no language.
/// </summary>
public sealed partial class TextInCodeTests
{
    /// <summary>Files whose literals are not what a person reads, with the reason.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Ghc.Domain/Accounts/CommonPasswords.cs"] = "passwords that nobody may have",
        ["Ghc.Domain/ChinaTime.cs"] = "the form of a date and a time",
        ["Ghc.Domain/Documents/Names"] = "the transliteration table of ICAO Doc 9303, letters that look like apostrophes, titles",
        ["Ghc.Functions/LabResults/Formats/Hl7Encodings.cs"] = "a name of HL7 table 0211",
        ["Ghc.Functions/Senders/PublicKey.cs"] = "the labels of PEM, RFC 7468",
        ["Ghc.Platform/Telemetry/Instrumentation.cs"] = "tells operators what an instrument measures",
        ["Ghc.Platform/Http/SiteOptions.cs"] = "tells the operator at start which setting is wrong",
        ["Ghc.Functions/Texting/Provider/SmsSegments.cs"] = "the alphabet of text messages, 3GPP TS 23.038",
        ["Ghc.Functions/Texting/Provider/TencentOptions.cs"] = "tells the operator at start which setting is wrong",
        ["Ghc.Functions/Texting/Reports/DeliveryReportOptions.cs"] = "tells the operator at start which setting is wrong",
        ["Ghc.Functions/Texting/Provider/EmailOptions.cs"] = "tells the operator at start which setting is wrong",
        ["Ghc.Functions/Texting/Provider/SmsOptions.cs"] = "tells the operator at start which setting is wrong",
        ["Ghc.Platform/Encryption/KeyOptionsValidator.cs"] = "tells the operator at start which key is wrong",
        ["Ghc.Functions/Policies"] = "prose for the officer who wrote the policy, beside the path in it",
        ["Ghc.Domain/Colors"] = "prose for the officer who wrote the policy, beside the path in it",
    };

    /// <summary>A statement that ends in an exception or a log, or writes a picture or a header.</summary>
    [GeneratedRegex(@"Exception\(|LoggerMessage\(|ContentSecurityPolicy|StrictTransportSecurity|Permissions-Policy|svg|CreateQueryFilter")]
    private static partial Regex NotForPeople();

    [GeneratedRegex(@"\p{L}{2,} \p{L}{2,}")]
    private static partial Regex TwoWords();

    [Fact]
    public void Literals_OfNoLetterBeyondAscii() =>
        AssertNone(Literals().Where(literal => literal.Text.Any(c => c > 127 && char.IsLetter(c))));

    [Fact]
    public void Literals_OfNoSentence_ButInExceptionsAndLogs() =>
        AssertNone(Literals().Where(literal => TwoWords().IsMatch(literal.Text) && !NotForPeople().IsMatch(literal.Statement)));

    [Fact]
    public void Allowances_AreAllNeeded()
    {
        var files = AllLiterals().ToList();
        Assert.True(files.Count > 500, "The reader of literals no longer finds them.");
        Assert.All(
            Allowed.Keys,
            allowed =>
                Assert.Contains(
                    files,
                    literal =>
                        Covers(allowed, literal.File)
                        && (literal.Text.Any(c => c > 127 && char.IsLetter(c)) || TwoWords().IsMatch(literal.Text))
                )
        );
    }

    [Theory]
    [InlineData("var a = \"one two\"; // \"not this\"", "one two")]
    [InlineData("/* \"no\" */ M(@\"a \"\"b\"\" c\");", "a \"b\" c")]
    [InlineData("var a = $\"x {y} z\" + '\"' + \"\\\"q\\\" \";", "x {y} z", "\"q\" ")]
    [InlineData("var a = \"\"\"\n  raw \"text\"\n  \"\"\";", "\n  raw \"text\"\n  ")]
    public void Reader_FindsLiteralsAndPassesOverComments(string source, params string[] literals) =>
        Assert.Equal(literals, Read("f", source).Select(literal => literal.Text));

    private static IEnumerable<Literal> Literals() =>
        AllLiterals().Where(literal => !Allowed.Keys.Any(allowed => Covers(allowed, literal.File)));

    private static void AssertNone(IEnumerable<Literal> literals)
    {
        var found = string.Join('\n', literals);
        Assert.True(found.Length == 0, found);
    }

    private static bool Covers(string allowed, string file) => file == allowed || file.StartsWith(allowed + "/", StringComparison.Ordinal);

    private static IEnumerable<Literal> AllLiterals()
    {
        var root = Path.Combine(Azurite.RepositoryRoot, "functions");
        return Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin"))
            .SelectMany(file => Read(file, File.ReadAllText(Path.Combine(root, file))));
    }

    /// <summary>Every string literal of a source, with the code from the last statement or member before it to its own start.</summary>
    private static IEnumerable<Literal> Read(string file, string source)
    {
        var statement = new StringBuilder();
        for (var i = 0; i < source.Length; i++)
        {
            if (Comment().Match(source, i) is { Success: true } comment)
            {
                i += comment.Length - 1;
            }
            else if (Character().Match(source, i) is { Success: true } character)
            {
                i += character.Length - 1;
            }
            else if (RawText().Match(source, i) is { Success: true } raw)
            {
                yield return new Literal(file, raw.Groups["text"].Value, statement.ToString());
                i += raw.Length - 1;
            }
            else if (VerbatimText().Match(source, i) is { Success: true } verbatim)
            {
                yield return new Literal(
                    file,
                    verbatim.Groups["text"].Value.Replace("\"\"", "\"", StringComparison.Ordinal),
                    statement.ToString()
                );
                i += verbatim.Length - 1;
            }
            else if (PlainText().Match(source, i) is { Success: true } plain)
            {
                yield return new Literal(file, Regex.Unescape(plain.Groups["text"].Value), statement.ToString());
                i += plain.Length - 1;
            }
            else if (source[i] is ';' or '}')
            {
                statement.Clear();
            }
            else
            {
                statement.Append(source[i]);
            }
        }
    }

    [GeneratedRegex(@"\G(//[^\n]*|/\*.*?\*/)", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G'(\\.[^']*|[^'\\])'")]
    private static partial Regex Character();

    [GeneratedRegex(@"\G\$*(?<quotes>""{3,})(?<text>.*?)\k<quotes>", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex(@"\G(@\$?|\$@)""(?<text>(""""|[^""])*)""")]
    private static partial Regex VerbatimText();

    [GeneratedRegex(@"\G\$?""(?<text>(\\.|\{[^{}""]*(""[^""]*""[^{}""]*)*\}|[^""\\])*)""")]
    private static partial Regex PlainText();

    private sealed record Literal(string File, string Text, string Statement)
    {
        public override string ToString() => $"{File}: {Text}";
    }
}
