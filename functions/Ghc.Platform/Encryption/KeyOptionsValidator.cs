using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Ghc.Platform.Encryption;

/// <summary>Says at start which key is wrong and why, and never what it is: these messages reach logs.</summary>
public sealed partial class KeyOptionsValidator : IValidateOptions<KeyOptions>
{
    public const int SealingKeyBytes = 32;
    private const int PepperBytes = 32;

    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        var failures = new List<string>();
        if (FromBase64(options.Pepper) is not { Length: >= PepperBytes })
        {
            failures.Add($"Keys:Pepper must be base64 of at least {PepperBytes} bytes.");
        }

        CheckRing("Sealing", options.Sealing, SealingProblem, failures);
        CheckRing("Signing", options.Signing, (id, text) => SigningProblem(text, id == options.Signing.Current), failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckRing(string ring, KeyRing keys, Func<string, string, string?> problemOf, List<string> failures)
    {
        if (!keys.Keys.ContainsKey(keys.Current))
        {
            failures.Add($"Keys:{ring}:Current must name one of Keys:{ring}:Keys.");
        }

        foreach (var (id, text) in keys.Keys)
        {
            var problem = KeyId().IsMatch(id) ? problemOf(id, text) : "has an id that is not 1 to 8 of a-z, 0-9 and hyphen";
            if (problem is not null)
            {
                failures.Add($"Keys:{ring}:Keys:{id} {problem}.");
            }
        }
    }

    private static string? SealingProblem(string id, string text) =>
        FromBase64(text) is { Length: SealingKeyBytes } ? null : $"must be base64 of {SealingKeyBytes} bytes";

    private static string? SigningProblem(string text, bool current)
    {
        var key = SigningKey.Import(FromBase64(text));
        return key is null ? "must be base64 DER of a P-256 key, private (PKCS#8) or public (SubjectPublicKeyInfo)"
            : current && key.Value.D is null ? "is current, so it must be a private key"
            : null;
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,8}\z")]
    private static partial Regex KeyId();
}
