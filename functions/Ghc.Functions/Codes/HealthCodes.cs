using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using Ghc.Domain;
using Ghc.Domain.Codes;
using Ghc.Domain.Colors;
using Ghc.Platform.Encryption;
using Ghc.Platform.Telemetry;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Codes;

/// <summary>
/// Mints and reads health codes: <c>GHC1:</c> + Base45(tagged COSE_Sign1, ES256). No text, however odd, makes <c>Read</c> throw.
/// </summary>
public sealed class HealthCodes(SigningKeys keys, Handles handles, IOptions<HealthCodeOptions> options, TimeProvider time)
{
    public const string NotYetValid = "code.not-yet-valid";
    public const int LongestStripMinutes = 240;

    private const string Prefix = "GHC1:";
    private const byte CoseSign1Tag = 0xD2;

    /// <summary>Far more than a code of ours has: what is longer is not worth decoding.</summary>
    private const int LongestText = 1024;
    private const int IdBytes = 12;

    /// <summary>
    /// From here on cores share the signing, which is nearly all of a long strip: somebody waits for it. Where all of them are busy the
    /// thread that began does the whole of it, as before.
    /// </summary>
    private const int LongStrip = 16;

    /// <summary>How far the clocks of phones, which choose the code of a strip, may be off.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    public MintedCode Mint(
        string documentKey,
        Color color,
        string hint,
        DateTimeOffset issuedAt,
        DateTimeOffset notBefore,
        DateTimeOffset expiresAt
    ) =>
        Sign(
            new Handle(documentKey, null, issuedAt.ToUnixTimeSeconds()),
            color,
            hint,
            notBefore.ToUnixTimeSeconds(),
            expiresAt.ToUnixTimeSeconds()
        );

    /// <summary>
    /// The codes of the next minutes, one after another without a gap, in whole seconds. None outlives <paramref name="changesAt"/>, after
    /// which the color may be another; the first exists anyway, for a second at least, so that a phone always has one to show.
    /// </summary>
    public IReadOnlyList<MintedCode> Strip(
        string documentKey,
        Color color,
        string hint,
        DateTimeOffset now,
        int minutes,
        DateTimeOffset? changesAt
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minutes, LongestStripMinutes);
        var start = now.ToUnixTimeSeconds();
        var end = Math.Max(Math.Min(start + (minutes * 60L), changesAt?.ToUnixTimeSeconds() ?? long.MaxValue), start + 1);
        var step = (long)options.Value.Lifetime.TotalSeconds;
        var strip = new MintedCode[(end - start + step - 1) / step];
        void Mint(int number)
        {
            var at = start + (number * step);
            strip[number] = Sign(new Handle(documentKey, null, start), color, hint, at, Math.Min(at + step, end));
        }

        if (strip.Length >= LongStrip)
        {
            Parallel.For(0, strip.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, Mint);
            return strip;
        }

        for (var number = 0; number < strip.Length; number++)
        {
            Mint(number);
        }

        return strip;
    }

    /// <summary>
    /// A code for paper: long-lived, without a color, and revoked by its <paramref name="printId"/> (<see cref="Handles.NewPrintId"/>).
    /// </summary>
    public MintedCode MintPrinted(string documentKey, string hint, string printId, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
    {
        var start = issuedAt.ToUnixTimeSeconds();
        return Sign(new Handle(documentKey, printId, start), null, hint, start, expiresAt.ToUnixTimeSeconds());
    }

    public Outcome<ScannedCode> Read(string? text) => Read(text, time.GetUtcNow());

    /// <summary>What the code said at another moment: for a scan that is told later.</summary>
    public Outcome<ScannedCode> Read(string? text, DateTimeOffset now)
    {
        // A hand-held scanner types a line break after the code. No code ends in one, nor in a space.
        var trimmed = text.AsSpan().Trim("\r\n\t");
        if (
            Verified(trimmed) is not { } content
            || !Claims.TryDecode(content, out var claims)
            || handles.Open(claims.Handle, claims.NotBefore) is not { } handle
            || handle.PrintId is null == claims.Color is null
        )
        {
            return new Refusal(RefusalCodes.CodeNotRecognized);
        }

        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt);
        return now > expiresAt + Tolerance ? new Refusal(RefusalCodes.CodeExpired)
            : now < DateTimeOffset.FromUnixTimeSeconds(claims.NotBefore) - Tolerance
                ? new Refusal(RefusalCodes.CodeExpired) { Errors = [new("healthCode", NotYetValid)] }
            : new ScannedCode(
                handle.DocumentKey,
                claims.Color,
                DateTimeOffset.FromUnixTimeSeconds(handle.IssuedAt),
                expiresAt,
                handle.PrintId,
                IdOf(content)
            );
    }

    /// <summary>
    /// Openly, a code is issued when it starts to count. The second in which a whole strip was really made would be the same in all its
    /// codes and link them, so that one is inside the handle.
    /// </summary>
    private MintedCode Sign(Handle handle, Color? color, string hint, long notBefore, long expiresAt)
    {
        var claims = new Claims(Math.Max(handle.IssuedAt, notBefore), notBefore, expiresAt, color, hint, handles.Seal(handle, notBefore));
        var text = Prefix + Base45.Encode(keys.Current.SignCose(claims.Encode()));
        Instrumentation.Issued();
        return new(text, DateTimeOffset.FromUnixTimeSeconds(notBefore), DateTimeOffset.FromUnixTimeSeconds(expiresAt));
    }

    /// <summary>The content of a code that one of our keys signed, else null.</summary>
    private byte[]? Verified(ReadOnlySpan<char> text)
    {
        if (
            text.Length > LongestText
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base45.TryDecode(text[Prefix.Length..], out var bytes)
            || bytes is not [CoseSign1Tag, ..]
        )
        {
            return null;
        }

        try
        {
            var message = CoseMessage.DecodeSign1(bytes);
            return
                message.UnprotectedHeaders.Count == 0
                && message.Content is { } content
                && keys.FindByCoseHeader(message.RawProtectedHeaders.Span) is { } key
                && key.VerifyCose(message)
                ? content.ToArray()
                : null;
        }
        catch (CryptographicException)
        {
            // How DecodeSign1 says "no COSE_Sign1".
            return null;
        }
    }

    /// <summary>
    /// A hash of the signed content, which the nonce of its handle makes unique, and not of the signature: from an ECDSA signature (r, s)
    /// anybody can make another valid one, (r, -s), and the scan would count twice.
    /// </summary>
    private static string IdOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, IdBytes));
}
