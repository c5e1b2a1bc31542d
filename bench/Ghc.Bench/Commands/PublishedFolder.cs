using System.CommandLine;
using Ghc.Bench.Reporting;
using Ghc.Bench.Servers;

namespace Ghc.Bench.Commands;

/// <summary>The options that say where app, floor and host were published. Without them, their builds of this configuration.</summary>
internal static class PublishedFolder
{
    public static Option<string> App() => Option("--app", "functions/Ghc.Functions");

    public static Option<string> Floor() => Option("--floor", "bench/Ghc.Floor");

    public static Option<string> Host() => Option("--host", "tools/Ghc.LocalHost");

    public static PublishedApp Of(ParseResult arguments, Option<string> folder, Option<string> host, string firstPath) =>
        new(
            Path.Combine(Path.GetFullPath(arguments.GetRequiredValue(host)), "ghc-local-host.dll"),
            Path.GetFullPath(arguments.GetRequiredValue(folder)),
            firstPath
        );

    private static Option<string> Option(string name, string project) =>
        new(name)
        {
            Description = $"Where {project} was published. Without it, its build of this configuration.",
            DefaultValueFactory = _ => BuildOf(project),
        };

    private static string BuildOf(string project)
    {
        var configuration = Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "..", ".."), AppContext.BaseDirectory);
        return Path.Combine(OutputFolders.RepositoryRoot, project, "bin", configuration);
    }
}
