using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Ghc.Cli;

/// <summary>Shows examples of a command below its help.</summary>
public static class Help
{
    private static readonly ConditionalWeakTable<Command, string[]> Known = [];

    public static Command WithExamples(this Command command, params string[] examples)
    {
        Known.Add(command, examples);
        return command;
    }

    public static IReadOnlyList<string> ExamplesOf(Command command) => Known.TryGetValue(command, out var examples) ? examples : [];

    public static void ShowExamples(this RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new WithExamplesAction((HelpAction)option.Action!);
    }

    private sealed class WithExamplesAction(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = help.Invoke(parseResult);
            var examples = ExamplesOf(parseResult.CommandResult.Command);
            if (examples.Count > 0)
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }
            }

            return exitCode;
        }
    }
}
