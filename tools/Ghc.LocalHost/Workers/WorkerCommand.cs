using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ghc.LocalHost.Apps;

namespace Ghc.LocalHost.Workers;

/// <summary>The command line and the environment of a worker, as the real host sets them.</summary>
/// <param name="settings">Environment variables of the worker. A variable that this process has already wins over them, as with the Core
/// Tools.</param>
public sealed partial class WorkerCommand(FunctionApp app, WorkerServer server, IEnumerable<KeyValuePair<string, string>> settings)
{
    /// <summary>
    /// Ends the worker with its parent, even if that is killed: a worker does not notice when its host is gone. The standard input of the
    /// shell is a pipe from the host; when the host ends, for whatever reason, the pipe closes and the shell in the background kills the
    /// worker, which has taken over the process id of the first shell. Ctrl+C is sent to all processes of a terminal, but only the host may
    /// act on it: it lets the worker finish first.
    /// </summary>
    private const string EndWithParent =
        """trap '' INT; exec 3<&0 </dev/null; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec 3<&-; exec "$@" """;

    public ProcessStartInfo StartInfo(string workerId)
    {
        var variables = Environment();
        var start = new ProcessStartInfo(
            "/bin/sh",
            [
                "-c",
                EndWithParent,
                "sh",
                "env",
                .. variables.Where(NeedsEnv).Select(variable => $"{variable.Key}={variable.Value}"),
                .. Arguments(workerId),
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = app.Folder,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment.TryAdd(name, value);
        }

        // These describe this worker; what the host itself runs in does not matter.
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Folder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Folder;
        return start;
    }

    private Dictionary<string, string> Environment()
    {
        var own = System.Environment.GetEnvironmentVariables();
        return settings
            .Append(KeyValuePair.Create("AZURE_FUNCTIONS_ENVIRONMENT", "Development"))
            .Where(setting => !own.Contains(setting.Key))
            .DistinctBy(setting => setting.Key)
            .ToDictionary();
    }

    private IEnumerable<string> Arguments(string workerId)
    {
        (string Name, string Value)[] known =
        [
            ("uri", server.Address.ToString()),
            ("worker-id", workerId),
            ("request-id", Guid.NewGuid().ToString()),
            ("grpc-max-message-length", WorkerChannel.MaxMessageLength.ToString(CultureInfo.InvariantCulture)),
        ];
        return
        [
            app.Worker.Executable,
            app.Worker.Assembly,
            .. known.SelectMany(argument => new[] { $"--functions-{argument.Name}", argument.Value }),
        ];
    }

    /// <summary>Shells drop variables whose names they cannot use, such as AzureWebJobs.NAME.Disabled.</summary>
    private static bool NeedsEnv(KeyValuePair<string, string> variable) => !ShellName().IsMatch(variable.Key);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex ShellName();
}
