using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Functions.LabResults.Formats;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>
/// Reads one result. What decides a color must be readable: laboratory, accession, document, result and sampling time. Everything else that
/// is wrong becomes a remark, because nobody may stay green for a misspelled name (docs/adr/0015-what-does-not-decide-a-color.md).
/// </summary>
public static class LabRowReader
{
    /// <summary>The first known case. Earlier sampling times are mistyped.</summary>
    internal static readonly DateTimeOffset FirstKnown = new(2019, 12, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far ahead a sampling time can be because of a wrong clock or a missing time zone.</summary>
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromHours(24);

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "schema",
        "laboratory",
        "accession",
        "revision",
        "status",
        "idType",
        "idNumber",
        "issuanceNumber",
        "name",
        "assay",
        "pooled",
        "result",
        "sampledAt",
        "reportedAt",
    };

    public static Outcome<ReportedResult> Read(JsonObject row, DateTimeOffset now)
    {
        var fields = new MessageFields(row);
        fields.RemarkUnknown(Members);
        var form = new Form();
        var laboratory = fields.Text("laboratory");
        var accession = LabMessages.Accession(row);
        form.Require(fields.Text("schema") == LabResultMessage.SchemaName, "schema", "message.schema");
        form.Require(Sender.IsId(laboratory), "laboratory", "message.laboratory");
        form.Require(accession is not null, "accession", "message.accession");
        var document = form.Take("", fields.Document());
        var result = form.Take("result", Required(ResultOf(fields), fields.Has("result")));
        var sampledAt = form.Take("sampledAt", SampledAt(fields, result, now));
        if (form.Refusal is { } wrong)
        {
            return wrong;
        }

        var reportedAt = LabRowDefaults.ReportedAt(fields, sampledAt, now);
        return new ReportedResult(
            document,
            new LabResult(
                laboratory!,
                accession!,
                LabRowDefaults.RevisionOf(fields, reportedAt),
                LabRowDefaults.StatusOf(fields),
                LabRowDefaults.AssayOf(fields, result),
                LabRowDefaults.IsPooled(fields, result),
                result,
                sampledAt,
                reportedAt ?? sampledAt,
                LabRowDefaults.NameOf(fields)
            )
            {
                Remarks = fields.Remarks,
            }
        );
    }

    /// <summary>True for a row whose result can be read as positive, whatever else is wrong with it.</summary>
    public static bool ReadsAsPositive(JsonObject row) => ResultOf(new MessageFields(row)) == TestResult.Positive;

    /// <summary>The document of a refused row, so that its owner can be told; null if the document itself cannot be read.</summary>
    public static Document? FindDocument(JsonObject row) =>
        new MessageFields(row).Document().Refused(out _, out var document) ? null : document;

    /// <summary>A word of the contract, or another word for it in one of many languages.</summary>
    private static TestResult? ResultOf(MessageFields fields) =>
        fields.Choice<TestResult>("result") ?? LabCodes.ResultNamed(fields.Text("result"));

    private static Outcome<DateTimeOffset> SampledAt(MessageFields fields, TestResult result, DateTimeOffset now)
    {
        var written = fields.Time("sampledAt");
        if (written is null && fields.Has("sampledAt"))
        {
            return Refusal.Invalid("", "field.type");
        }

        // A positive must not wait until a wrong clock is right. A negative must: it would pass for fresher than it is.
        if (result is TestResult.Positive or TestResult.Inconclusive && written > now && written <= now + FurthestAhead)
        {
            fields.Remark(Remarks.SampledInFuture);
            return now;
        }

        return MessageJson.Past(written, now, FirstKnown, "time.too-early");
    }

    private static Outcome<T> Required<T>(T? value, bool isThere)
        where T : struct => value is { } read ? read : Refusal.Invalid("", isThere ? "field.choice" : "field.missing");
}
