using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Platform.Json;

namespace Ghc.Platform.Queues;

/// <summary>
/// Reads a queue message member by member. Nobody is there to correct a message, so each reader takes what can be read in any usual
/// spelling and notes the rest in
/// <see cref="Remarks"/>.
/// </summary>
public sealed class MessageFields(JsonObject root)
{
    /// <summary>Times without an offset are those of the place where they were written, and that is Guangdong.</summary>
    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyyMMddHHmmss", "yyyyMMddHHmm"];

    public Remarks Remarks { get; private set; }

    public void Remark(Remarks remark) => Remarks |= remark;

    /// <summary>A text, or a number as it is written. Null for what is missing, neither of them, or no valid text.</summary>
    public string? Text(string name)
    {
        try
        {
            return root[name] is not JsonValue value ? null
                : value.TryGetValue<string>(out var text) ? text
                : value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString()
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>True for what is there and not null, readable or not.</summary>
    public bool Has(string name) => root[name] is not null;

    /// <summary>A whole number, also as a text.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A boolean, also as a text. Null if it is neither.</summary>
    public bool? Flag(string name) =>
        root[name] is not JsonValue value ? null
        : value.TryGetValue<bool>(out var flag) ? flag
        : bool.TryParse(Text(name), out flag) ? flag
        : null;

    /// <summary>
    /// A value of an enumeration: its word of the contract in any case, with spaces or underscores for hyphens, or another word for it.
    /// </summary>
    public T? Choice<T>(string name)
        where T : struct, Enum =>
        Word(name) is { } word && !Words.Parse<T>(OtherWords.ContractWord<T>(word)).Refused(out _, out var value) ? value : null;

    /// <summary>An instant in any ISO 8601 form that has an offset; a local time is taken for China time, with a remark.</summary>
    public DateTimeOffset? Time(string name)
    {
        var text = Text(name)?.Trim();
        if (
            DateTime.TryParseExact(
                text?.Replace('/', '-').Replace(' ', 'T'),
                LocalForms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
        {
            Remark(Remarks.OffsetAssumed);
            return ChinaTime.FromLocal(local);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return ChinaTime.StartOf(day);
        }

        return
            text is { Length: > 0 and <= 40 }
            && char.IsAsciiDigit(text[0])
            && text.Contains(':', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && HasOffset(text)
            ? instant.ToUniversalTime()
            : null;
    }

    /// <summary>
    /// A wrong issuance number is left out, with a remark: the number alone is a document too, and the owner is told to look there. So is a
    /// number that may be mistyped, and one that came as a JSON number, which has no zeros at its start.
    /// </summary>
    public Outcome<Document> Document()
    {
        var (type, number, issuance) = (Word("idType"), Text("idNumber"), Text("issuanceNumber"));
        var read = Domain.Documents.Document.Parse(type, number, issuance);
        if (read.Refused(out var refusal, out var document))
        {
            if (refusal.Errors is not [{ Field: "issuanceNumber", Problem: "issuance.form" or "issuance.not-for-passport" }])
            {
                return read;
            }

            Remark(Remarks.IssuanceIgnored);
            read = Domain.Documents.Document.Parse(type, number, null);
            if (read.Refused(out _, out document))
            {
                return read;
            }
        }

        Remark(NearNumbers.Doubts(document));
        if (root["idNumber"]!.GetValueKind() == JsonValueKind.Number)
        {
            Remark(Remarks.NumberMayLackZeros);
        }

        return read;
    }

    public void RemarkUnknown(IReadOnlySet<string> known)
    {
        if (root.Any(member => !known.Contains(member.Key)))
        {
            Remark(Remarks.UnknownMember);
        }
    }

    private string? Word(string name) => Text(name)?.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || text.EndsWith('z') || (text.Length > 16 && text.AsSpan(16).IndexOfAny('+', '-') >= 0);
}
