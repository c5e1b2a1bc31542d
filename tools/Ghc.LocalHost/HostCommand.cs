using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Workers;
using Microsoft.AspNetCore.Connections;

namespace Ghc.LocalHost;

/// <summary>The command line: starts an app, and stops it in order at Ctrl+C or SIGTERM.</summary>
internal static class HostCommand
{
    private const int Stopped = 0;
    private const int WorkerFailed = 1;
    private const int Unusable = 2;

    private static readonly Argument<string> Folder = new("APPFOLDER")
    {
        Description = "The output folder of a published function app (.NET isolated worker).",
    };

    private static readonly Option<int?> Port = new("--port", "-p")
    {
        Description = "Where to serve HTTP functions (default: Host.LocalHttpPort of the settings file, or 7071).",
        Validators = { result => Check(result, 1, ushort.MaxValue) },
    };

    private static readonly Option<string?> Settings = new("--settings")
    {
        Description =
            $"The settings file (default: {LocalSettings.FileName} in the folder of the app, if there is one). Environment variables win.",
    };

    private static readonly Option<bool> Texts = new("--local-texts")
    {
        Description =
            "Keep text messages and e-mails instead of sending them, and list them at GET /local/sms?to=PHONE and /local/email?to=ADDRESS. The app gets settings Sms__… and Email__… that make it send here, unless it has its own.",
    };

    private static readonly Option<int> Drain = new("--drain-seconds")
    {
        Description = "For running functions to finish when the host is stopped.",
        DefaultValueFactory = _ => 30,
        Validators = { result => Check(result, 0, 3600) },
    };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "List all functions and log every invocation." };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var command = new RootCommand(
            "Runs a published function app on this machine, as `func start` does: HTTP, queue and timer triggers, with its host.json and local settings. "
                + "Exit codes: 0 stopped by Ctrl+C or SIGTERM, 1 the worker did not start, 2 an argument, the folder, a setting or the port cannot be used."
        )
        {
            Folder,
            Port,
            Settings,
            Texts,
            Drain,
            Verbose,
        };
        command.SetAction((parsed, _) => RunAsync(parsed, output, error));
        var result = command.Parse(arguments);
        // The library would end the process two seconds after a signal.
        var code = await result.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output,
                Error = error,
                ProcessTerminationTimeout = null,
            }
        );
        return result.Action is ParseErrorAction ? Unusable : code;
    }

    private static void Check(OptionResult option, int least, int most)
    {
        if (
            option.Tokens is [var given]
            && !(
                int.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most
            )
        )
        {
            option.AddError($"{option.Option.Name} must be a number from {least} to {most}, not {given.Value}.");
        }
    }

    private static async Task<int> RunAsync(ParseResult arguments, TextWriter output, TextWriter error)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(stop, signal));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(stop, signal));
        try
        {
            var folder = arguments.GetRequiredValue(Folder);
            var app = FunctionApp.Open(folder, LocalSettings.Find(arguments.GetValue(Settings), folder));
            await RunAsync(app, arguments, output, stop.Token);
            return Stopped;
        }
        catch (InvalidDataException unusable)
        {
            await error.WriteLineAsync(unusable.Message);
            return Unusable;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await error.WriteLineAsync("The port is taken by another program. Choose one with --port.");
            return Unusable;
        }
        catch (WorkerStartException failed)
        {
            await error.WriteLineAsync(failed.Message);
            return WorkerFailed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stopped;
        }
    }

    private static async Task RunAsync(FunctionApp app, ParseResult arguments, TextWriter output, CancellationToken stop)
    {
        var verbose = arguments.GetValue(Verbose);
        var options = new LocalHostOptions(
            arguments.GetValue(Port) ?? app.Settings.Port ?? 7071,
            arguments.GetValue(Texts),
            TimeSpan.FromSeconds(arguments.GetValue(Drain))
        );
        using var logging = HostLog.Create(app, verbose);
        await using var host = await LocalHost.StartAsync(app, options, logging, stop);
        await output.WriteLineAsync(Banner.Of(app, options.Site, verbose));
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await output.WriteLineAsync("Stopping. Running functions finish first; a second Ctrl+C ends them.");
        await host.StopAsync();
    }

    /// <summary>The first signal stops in order, the second at once; the worker ends with this process.</summary>
    private static void Stop(CancellationTokenSource stop, PosixSignalContext signal)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
