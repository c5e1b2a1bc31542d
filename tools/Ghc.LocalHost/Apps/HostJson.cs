using System.Globalization;

namespace Ghc.LocalHost.Apps;

/// <summary>
/// The settings of <c>host.json</c> that this host itself reads; the extensions of the WebJobs SDK read theirs from the same configuration.
/// https://learn.microsoft.com/azure/azure-functions/functions-host-json
/// </summary>
/// <param name="RoutePrefix">What all routes begin with.</param>
/// <param name="FunctionTimeout">After this time an invocation is cancelled; null for never.</param>
/// <param name="CustomHeaders">Headers of every HTTP response.</param>
public sealed record HostJson(string RoutePrefix, TimeSpan? FunctionTimeout, IReadOnlyDictionary<string, string> CustomHeaders)
{
    public const string FileName = "host.json";

    /// <summary>
    /// The configuration section that the file is read into. Settings below it override the file:
    /// <c>AzureFunctionsJobHost__functionTimeout</c>.
    /// </summary>
    public const string Section = "AzureFunctionsJobHost";

    /// <summary>The default of the real host outside the Consumption plan.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    /// <exception cref="InvalidDataException">Tells which setting is wrong.</exception>
    public static HostJson From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section["version"] is var version && version != "2.0")
        {
            throw new InvalidDataException(
                $"{FileName}: version must be \"2.0\"{(version is null ? ", and is missing" : $", not \"{version}\"")}."
            );
        }

        return new HostJson(
            section["extensions:http:routePrefix"] ?? "api",
            TimeoutOf(section["functionTimeout"]),
            section
                .GetSection("extensions:http:customHeaders")
                .GetChildren()
                .ToDictionary(header => header.Key, header => header.Value ?? "")
        );
    }

    private static TimeSpan? TimeoutOf(string? text) =>
        text switch
        {
            null => DefaultTimeout,
            "-1" => null,
            _ when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout > TimeSpan.Zero => timeout,
            _ => throw new InvalidDataException(
                $"{FileName}: functionTimeout must be a time such as 00:05:00, or -1 for none, not {text}."
            ),
        };
}
