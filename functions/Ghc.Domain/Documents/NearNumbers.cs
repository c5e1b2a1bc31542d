namespace Ghc.Domain.Documents;

/// <summary>
/// The numbers that a document may have been written down as: without the zeros at its start, which spreadsheets drop, and with letters and
/// digits that look alike (O and 0, I and 1). They suggest where to look; a number is never corrected by itself.
/// </summary>
public static class NearNumbers
{
    private const int MostZeros = 2;

    /// <summary>Places of a number in the machine-readable zone of a passport (ICAO Doc 9303 part 4).</summary>
    private const int PassportPlaces = 9;

    private static readonly Dictionary<char, char> LookAlikes = new()
    {
        ['O'] = '0',
        ['0'] = 'O',
        ['I'] = '1',
        ['1'] = 'I',
    };

    /// <summary>Documents of the same type and number of issuance whose number is near; the likeliest first.</summary>
    public static IReadOnlyList<Document> Of(Document document) =>
        [
            .. Variants(document.Number)
                .Select(number => Read(document.Type.ToText(), number, document.Issuance))
                .OfType<Document>()
                .Where(near => near != document)
                .Distinct(),
        ];

    /// <summary>What was meant by a number that no document of the type can have; null if no near one can.</summary>
    public static Document? Repair(string? idType, string? idNumber, string? issuanceNumber) =>
        DocumentNumbers.Fold(idNumber).Refused(out _, out var number)
            ? null
            : Variants(number).Select(near => Read(idType, near, issuanceNumber)).FirstOrDefault(near => near is not null);

    /// <summary>
    /// What a laboratory may be told of a number that can be one: by its form alone, so that it learns nothing about who is registered.
    /// Permits have one form, which a slip breaks; of the forms of passports only these are unusual enough to be worth a look.
    /// </summary>
    public static Remarks Doubts(Document document) =>
        document.Type != IdType.Passport ? Remarks.None
        : document.Number.All(char.IsAsciiDigit) ? (document.Number.Length < PassportPlaces ? Remarks.NumberMayLackZeros : Remarks.None)
        : LooksMisread(document.Number) ? Remarks.NumberMayBeMisread
        : Remarks.None;

    /// <summary>An O or I among digits, or a 0 or 1 before a letter at the start.</summary>
    private static bool LooksMisread(string number) =>
        (number[0] is '0' or '1' && char.IsAsciiLetter(number[1]))
        || number.Skip(1).Zip(number, (c, before) => c is 'O' or 'I' && char.IsAsciiDigit(before)).Any(found => found);

    private static Document? Read(string? type, string number, string? issuance) =>
        Document.ParseAsWritten(type, number, issuance).Refused(out _, out var document) ? null : document;

    private static IEnumerable<string> Variants(string number) =>
        Zeros(number)
            .Concat([Replace(number, 'O', 'I'), Replace(number, '0', '1')])
            .Concat(Swaps(number))
            .Where(variant => variant != number);

    private static IEnumerable<string> Zeros(string number)
    {
        var stripped = number.TrimStart('0');
        return stripped.Length < number.Length ? Enumerable.Range(1, number.Length - stripped.Length).Select(count => number[count..])
            : number.All(char.IsAsciiDigit) ? Enumerable.Range(1, MostZeros).Select(count => new string('0', count) + number)
            : [];
    }

    private static IEnumerable<string> Swaps(string number) =>
        from place in Enumerable.Range(0, number.Length)
        where LookAlikes.ContainsKey(number[place])
        select $"{number[..place]}{LookAlikes[number[place]]}{number[(place + 1)..]}";

    /// <summary>All letters that look like digits, or all digits that look like letters.</summary>
    private static string Replace(string number, params char[] characters) =>
        string.Concat(number.Select(c => characters.Contains(c) ? LookAlikes[c] : c));
}
