using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Sunset;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;

namespace Ghc.Functions.SwitchOff;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SunsetPlanRequest(
    DateTimeOffset? ClosesAt,
    DateTimeOffset? FreezesAt,
    DateTimeOffset? ExportUntil,
    DateTimeOffset? WipesFrom,
    string? CertificateKey
)
{
    private const int MaxKeyLength = 200;

    /// <summary>Whether the dates fit together is checked with the record.</summary>
    public Outcome<SunsetPlan> Parse()
    {
        var form = new Form();
        form.Require(ClosesAt is not null, "closesAt", "field.missing");
        form.Require(FreezesAt is not null, "freezesAt", "field.missing");
        form.Require(ExportUntil is not null, "exportUntil", "field.missing");
        form.Require(WipesFrom is not null, "wipesFrom", "field.missing");
        form.Require(CertificateKey is not null, "certificateKey", "field.missing");
        form.Require(CertificateKey is null || IsPublicKey(CertificateKey), "certificateKey", "sunset.key");
        return form.Refusal is { } refusal
            ? refusal
            : new SunsetPlan(ClosesAt!.Value, FreezesAt!.Value, ExportUntil!.Value, WipesFrom!.Value, CertificateKey!);
    }

    private static bool IsPublicKey(string text)
    {
        var der = new byte[MaxKeyLength];
        return text.Length <= MaxKeyLength
            && Convert.TryFromBase64String(text, der, out var length)
            && SigningKey.Import(der[..length]) is { D: null };
    }
}

/// <param name="Plan">The hash of the plan that the administrator read.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SunsetSignatureRequest(string? Step, string? Plan)
{
    public Outcome<SunsetAct> Parse()
    {
        var form = new Form();
        var step = form.Take("step", Words.Parse<SunsetStep>(Step));
        form.Require(Plan is not null, "plan", "field.missing");
        return form.Refusal is { } refusal ? refusal : new SunsetAct(step, Plan!);
    }
}

public sealed record SunsetAct(SunsetStep Step, string Plan);

/// <param name="Plan">The hash of the plan that is withdrawn.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SunsetWithdrawalRequest(string? Plan);
