using Ghc.Domain.Documents;

namespace Ghc.Domain.Accounts;

/// <summary>The digits of a code from a text message, as people type and paste them: in groups, full width, or in the digits of their script.</summary>
public static class TypedCode
{
    private const string Separators = "-.";

    /// <summary>ASCII digits; a text that is no code stays as it is.</summary>
    public static string Fold(string code) =>
        AsciiText.Fold(code) is { } folded && string.Concat(folded.Where(c => !Separators.Contains(c))) is var digits && digits.All(char.IsAsciiDigit)
            ? digits
            : code;
}
