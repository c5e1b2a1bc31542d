using Ghc.Domain;
using Ghc.Functions.Senders;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Reads HL7 v2.5.1 ORU^R01, one message or a batch (docs/messages.md).</summary>
public static class Hl7Messages
{
    public static bool IsMeant(byte[] bytes) =>
        Hl7Encodings.WithoutMark(bytes).AsSpan().TrimStart(" \t\r\n\v"u8) is var start
        && (start.StartsWith("MSH"u8) || start.StartsWith("FHS"u8) || start.StartsWith("BHS"u8));

    /// <param name="laboratory">The sender; null if MSH-4 names it.</param>
    public static Outcome<IReadOnlyList<MappedRow>> Read(byte[] bytes, string? laboratory)
    {
        var rows = Hl7File.Messages(bytes).SelectMany(each => Rows(each.Line, each.Message, laboratory)).ToArray();
        return rows.Length == 0 ? Refusal.Invalid("OBX", "message.no-result") : rows;
    }

    private static IEnumerable<MappedRow> Rows(int line, Outcome<Hl7Message> read, string? laboratory)
    {
        if (read.Refused(out var why, out var message))
        {
            return [Refused(why.Errors[0].Field == "MSH" ? $"line {line} MSH" : why.Errors[0].Field, why.Errors[0].Problem)];
        }

        var header = message.Header;
        if (header.Value(9) != "ORU" || header.Value(9, 2) is not ("R01" or ""))
        {
            return [Refused(header.Place(9), "hl7.type")];
        }

        var named = laboratory ?? (Sender.IsId(header.Value(4)) ? header.Value(4) : null);
        return ReportRules.WithoutNegativeTargets([.. Hl7Order.Of(message).SelectMany(order => order.Rows(named))]);
    }

    private static MappedRow Refused(string place, string problem)
    {
        var row = new MappedRow(place, "null");
        row.Dismiss(place, problem);
        return row;
    }
}
