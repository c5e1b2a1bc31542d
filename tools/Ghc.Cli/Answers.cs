using Ghc.Domain;
using Ghc.Platform.Localization;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>How commands say that something was refused.</summary>
public static class Answers
{
    public static int Refuse(this IAnsiConsole console, string why)
    {
        console.MarkupLineInterpolated($"[red]{why}[/]");
        return ExitCodes.Unusable;
    }

    public static int Refuse(this IAnsiConsole console, Refusal refusal) => refusal.Code == RefusalCodes.InvalidRequest
        ? console.Refuse(string.Join(Environment.NewLine, refusal.Errors.Select(error => $"{error.Field}: {Texts.Get($"field.{error.Problem}", Languages.English)}")))
        : console.Refuse(Texts.Get($"problem.{refusal.Code}.detail", Languages.English));
}
