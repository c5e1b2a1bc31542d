using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ghc.Domain.Sunset;

/// <summary>The dates on which the service ends, step by step.</summary>
/// <param name="ClosesAt">From then on nobody new can apply.</param>
/// <param name="FreezesAt">From then on nothing personal is taken in and no code is shown.</param>
/// <param name="ExportUntil">Until then holders can fetch their data.</param>
/// <param name="WipesFrom">Not before then is everything deleted.</param>
/// <param name="CertificateKey">
/// The public key (SubjectPublicKeyInfo, base64) that verifies the certificate of deletion. It is part of the plan, so that it is public
/// long before the certificate exists.
/// </param>
public sealed record SunsetPlan(
    DateTimeOffset ClosesAt,
    DateTimeOffset FreezesAt,
    DateTimeOffset ExportUntil,
    DateTimeOffset WipesFrom,
    string CertificateKey
)
{
    /// <summary>From the announcement to the end of the export: holders need time to notice.</summary>
    public static readonly TimeSpan LeastNotice = TimeSpan.FromDays(14);

    /// <summary>What signatures are for: exactly these dates and this key.</summary>
    public string Hash =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        ((DateTimeOffset[])[ClosesAt, FreezesAt, ExportUntil, WipesFrom])
                            .Select(at => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))
                            .Append(CertificateKey)
                    )
                )
            )
        );

    /// <summary>Why the plan cannot be announced at a time; null if it can.</summary>
    public Refusal? ProblemAt(DateTimeOffset now)
    {
        var form = new Form();
        form.Require(ClosesAt >= now, "closesAt", "sunset.past");
        form.Require(FreezesAt >= ClosesAt, "freezesAt", "sunset.order", "closesAt");
        form.Require(ExportUntil > FreezesAt, "exportUntil", "sunset.order", "freezesAt");
        form.Require(
            ExportUntil >= now + LeastNotice,
            "exportUntil",
            "sunset.notice",
            LeastNotice.Days.ToString(CultureInfo.InvariantCulture)
        );
        form.Require(WipesFrom >= ExportUntil, "wipesFrom", "sunset.order", "exportUntil");
        return form.Refusal;
    }
}
