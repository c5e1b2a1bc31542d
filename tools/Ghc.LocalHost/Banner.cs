using System.Globalization;
using System.Text;
using Ghc.LocalHost.Apps;

namespace Ghc.LocalHost;

/// <summary>What is written when an app is served.</summary>
internal static class Banner
{
    public static string Of(FunctionApp app, Uri site, bool everyFunction)
    {
        var text = new StringBuilder();
        if (everyFunction)
        {
            text.AppendLine("Functions:");
            foreach (var function in app.Functions)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {function.Name}: {Describe(function, app.Host, site)}");
            }
        }

        foreach (var function in app.Functions.Where(function => !CanRun(function.Trigger)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"This host has no {function.Trigger.Type}: {function.Name} does not run.");
        }

        foreach (var function in app.Disabled)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{function.Name} is disabled.");
        }

        var kinds = app
            .Functions.GroupBy(function => function.Trigger.Type)
            .OrderByDescending(kind => kind.Count())
            .Select(kind => $"{kind.Count()} {kind.Key}");
        return text.Append(
                CultureInfo.InvariantCulture,
                $"Serving {site.ToString().TrimEnd('/')} ({string.Join(", ", kinds)}). Ctrl+C ends it."
            )
            .ToString();
    }

    private static bool CanRun(FunctionBinding trigger) => trigger.Is(FunctionBinding.Http) || Triggers.TriggerMethods.CanRun(trigger);

    private static string Describe(FunctionMetadata function, HostJson host, Uri site)
    {
        var trigger = function.Trigger;
        if (trigger.Is(FunctionBinding.Http))
        {
            var methods = trigger.Methods is { Count: > 0 } some
                ? string.Join(',', some.Select(method => method.ToUpperInvariant()))
                : "ALL";
            var route = string.Join('/', new[] { host.RoutePrefix, trigger.Route ?? function.Name }.Where(part => part.Length > 0));
            return $"[{methods}] {site}{route}";
        }

        return $"{trigger.Type} {trigger.QueueName ?? trigger.Schedule}".TrimEnd();
    }
}
