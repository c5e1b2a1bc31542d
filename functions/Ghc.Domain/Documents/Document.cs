namespace Ghc.Domain.Documents;

/// <summary>
/// A travel document: type, number and number of issuance. Two ways to write the same document parse to equal values, such as
/// <c>H01234567</c> + <c>02</c> and <c>H0123456702</c>.
/// </summary>
public sealed record Document
{
    private Document(IdType type, string number, string? issuance)
    {
        Type = type;
        Number = number;
        Issuance = issuance;
    }

    public IdType Type { get; }

    /// <summary>Upper-case ASCII letters and digits, without the number of issuance.</summary>
    public string Number { get; }

    /// <summary>
    /// How often a permit was issued again: two digits, <c>00</c> for the first. Null: not known, or the document has none.
    /// </summary>
    public string? Issuance { get; }

    /// <summary>The text that keys and matching are made from: <c>type|NUMBER|issuance</c>, such as <c>passport|X1234567|</c>.</summary>
    public string Canonical => $"{Type.ToText()}|{Number}|{Issuance}";

    /// <summary>The part that stays the same over renewals. A passport has no such part; its whole number stands for it.</summary>
    public string LifetimeNumber => Number;

    /// <summary>Enough to compare with the document in hand, and never more than half of it: <c>X****567</c>.</summary>
    public string Masked
    {
        get
        {
            var shown = Math.Min(4, Number.Length / 2);
            return Number[0] + new string('*', Number.Length - shown) + Number[^(shown - 1)..];
        }
    }

    /// <summary>
    /// Errors lie at <c>idType</c>, <c>idNumber</c> and <c>issuanceNumber</c>. The error of a permit whose number has a usual slip says so.
    /// </summary>
    public static Outcome<Document> Parse(string? idType, string? idNumber, string? issuanceNumber)
    {
        var outcome = ParseAsWritten(idType, idNumber, issuanceNumber);
        return
            outcome.Refused(out var refusal, out _)
            && refusal.Errors is [{ Field: "idNumber", Problem: "id-number.taiwan-permit" or "id-number.hong-kong-macao-permit" }]
            && NearNumbers.Repair(idType, idNumber, issuanceNumber) is not null
            ? Refusal.Invalid("idNumber", "id-number.near")
            : outcome;
    }

    /// <summary>
    /// Whether somebody who wrote <paramref name="idNumber"/> means this document, with or without the number of issuance.
    /// </summary>
    public bool IsWrittenAs(string idNumber) =>
        !ParseAsWritten(Type.ToText(), idNumber, Type == IdType.Passport ? null : Issuance).Refused(out _, out var read)
        && read.Number == Number;

    internal static Outcome<Document> ParseAsWritten(string? idType, string? idNumber, string? issuanceNumber)
    {
        var form = new Form();
        var type = form.Take("idType", IdTypes.Parse(idType));
        var number = form.Take("idNumber", DocumentNumbers.Fold(idNumber));
        var issuance = form.Take("issuanceNumber", DocumentNumbers.FoldIssuance(issuanceNumber));
        if (form.Refusal is { } refusal)
        {
            return refusal;
        }

        var parts = type switch
        {
            IdType.Passport => DocumentNumbers.Passport(number, issuance),
            IdType.TaiwanPermit => DocumentNumbers.TaiwanPermit(number, issuance),
            _ => DocumentNumbers.HongKongMacaoPermit(number, issuance),
        };
        return parts.Refused(out refusal, out var known) ? refusal : new Document(type, known.Life, known.Issuance);
    }

    /// <summary>Masked, so that a document in a log or an error message gives nobody away.</summary>
    public override string ToString() => $"{Type.ToText()} {Masked}";
}
