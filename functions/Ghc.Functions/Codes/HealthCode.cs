using Ghc.Domain.Colors;

namespace Ghc.Functions.Codes;

/// <summary>What the QR code holds, and when it counts; both times in whole seconds.</summary>
public sealed record MintedCode(string Text, DateTimeOffset NotBefore, DateTimeOffset ExpiresAt);

/// <summary>
/// What a genuine, current code says. A printed code has a <paramref name="PrintId"/> and no color: its color is looked up.
/// <paramref name="Id"/> is the same for every scan of one code and different for any two codes.
/// </summary>
public sealed record ScannedCode(
    string DocumentKey,
    Color? Color,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    string? PrintId,
    string Id
);
