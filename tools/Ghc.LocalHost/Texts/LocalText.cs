using System.Text.Json.Serialization;

namespace Ghc.LocalHost.Texts;

/// <summary>A text message or an e-mail that would have been sent.</summary>
/// <param name="SentAt">UTC.</param>
/// <param name="Subject">Of an e-mail; absent from a text message.</param>
public sealed record LocalText(
    string To,
    string Text,
    DateTime SentAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject = null
);
