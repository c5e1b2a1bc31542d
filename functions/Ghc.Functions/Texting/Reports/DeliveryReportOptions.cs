using Microsoft.Extensions.Options;

namespace Ghc.Functions.Texting.Reports;

/// <summary>The senders of delivery reports. Section <c>DeliveryReports</c>. Without an application nobody may report.</summary>
public sealed class DeliveryReportOptions
{
    public const string Section = "DeliveryReports";

    /// <summary>The Entra tenant that issues Event Grid's tokens.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The Entra application that the tokens are for.</summary>
    public string ApplicationId { get; set; } = "";

    /// <summary>
    /// The application that shows the token: Event Grid itself, whose application has this id in every tenant
    /// (learn.microsoft.com/azure/event-grid/secure-webhook-delivery).
    /// </summary>
    public string CallerId { get; set; } = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

    /// <summary>Where the tenant publishes its keys; another in other clouds.</summary>
    public Uri Authority { get; set; } = new("https://login.microsoftonline.com/");
}

/// <summary>Says at start what would otherwise refuse every report.</summary>
public sealed class DeliveryReportOptionsValidator : IValidateOptions<DeliveryReportOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryReportOptions options)
    {
        string[] problems = options.ApplicationId.Length == 0 ? [] : [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(DeliveryReportOptions options)
    {
        foreach (
            var (member, value) in new[]
            {
                ("ApplicationId", options.ApplicationId),
                ("TenantId", options.TenantId),
                ("CallerId", options.CallerId),
            }
        )
        {
            if (!Guid.TryParse(value, out _))
            {
                yield return $"DeliveryReports:{member} must be an id of Entra, such as 00000000-0000-0000-0000-000000000000.";
            }
        }

        if (options.Authority is not ({ IsAbsoluteUri: true, Scheme: "https" } or { IsAbsoluteUri: true, IsLoopback: true }))
        {
            yield return "DeliveryReports:Authority must be an absolute https address.";
        }
    }
}
