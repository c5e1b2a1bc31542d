using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Functions.Gates;
using Ghc.Storage.Emulation;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Figures;

/// <summary>The published app against an empty web application published the same way: from the start of the process to the first answer, and memory.</summary>
internal static class StartFigures
{
    private const int Requests = 3000;
    private const int Callers = 8;
    private const string Empty = "empty web application";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation)
    {
        using var setup = new Setup(stage.Emulator.NewAccount(), TimeSpan.FromSeconds(1));
        var (app, empty) = (new Program(stage.App, "api/keys", setup.SettingsFile), new Program(stage.EmptyWeb, "", setup.SettingsFile));

        // The first start makes tables and queues, which is done once in the life of an installation.
        await app.ReadyAsync(cancellation);
        var start = await SideBySide.RunAsync(stage.Effort with { WarmUps = Math.Min(1, stage.Effort.WarmUps) }, app.StartAsync, empty.StartAsync, cancellation);
        await using var services = setup.Services();
        var cast = new Cast(services);
        await cast.AddAsync(stage.Effort.Of(32), cancellation);
        var requests = stage.Effort.Of(Requests);
        var ours = await app.MemoryAsync(requests, number => Scan(cast, number), cancellation);
        var theirs = await empty.MemoryAsync(requests, _ => new HttpRequestMessage(HttpMethod.Get, ""), cancellation);
        return
        [
            new Figure("first-answer", "start of the process to the first answer", Empty, start.Ratio(s => s.TimePerOperation), Goal.AtMost(1.3)),
            Memory("memory-idle", "working set after the first answer", ours.Idle, theirs.Idle),
            Memory("memory-load", "working set after many scans", ours.Loaded, theirs.Loaded),
        ];
    }

    private static Figure Memory(string id, string ours, long bytes, long empty)
    {
        var ratio = (double)bytes / empty;
        return new Figure(id, ours, Empty, new Spread(ratio, ratio, ratio, 1));
    }

    private static HttpRequestMessage Scan(Cast cast, int number) => new(HttpMethod.Post, "api/scan")
    {
        Content = new StringContent($"{{\"healthCode\":\"{cast.MintCode(cast.People[number % cast.People.Count])}\"}}", Encoding.UTF8, "application/json"),
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", cast.Shift) },
    };

    /// <summary>A program that is started, asked, and killed.</summary>
    private sealed class Program(string assembly, string path, string settings)
    {
        public Task<Sample> StartAsync(CancellationToken cancellation) =>
            RunAsync((_, _, elapsed) => Task.FromResult(new Sample(1, elapsed)), cancellation);

        /// <summary>Until it has what it needs of storage: the first answer does not wait for that.</summary>
        public async Task ReadyAsync(CancellationToken cancellation) =>
            await RunAsync(async (_, client, _) => (await client.GetAsync("api/health", cancellation)).EnsureSuccessStatusCode().StatusCode, cancellation);

        public Task<(long Idle, long Loaded)> MemoryAsync(int requests, Func<int, HttpRequestMessage> request, CancellationToken cancellation) => RunAsync(
            async (process, client, _) =>
            {
                var idle = process.WorkingSet64;
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, requests),
                    new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation },
                    async (number, token) => (await client.SendAsync(request(number), token)).EnsureSuccessStatusCode().Dispose());
                process.Refresh();
                return (idle, process.WorkingSet64);
            },
            cancellation);

        /// <summary>Once it answers, <paramref name="use"/> has it; whatever happens, it ends.</summary>
        private async Task<T> RunAsync<T>(Func<Process, HttpClient, TimeSpan, Task<T>> use, CancellationToken cancellation)
        {
            var address = $"http://127.0.0.1:{FreePorts.Take()}";
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            var started = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, "--urls", address])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Path.GetDirectoryName(assembly)!,
                Environment = { ["GHC_SETTINGS"] = settings, ["Logging__LogLevel__Default"] = "Warning" },
            }) ?? throw new InvalidOperationException("dotnet could not be started.");
            try
            {
                process.BeginOutputReadLine();
                while (!await AnswersAsync(client, cancellation))
                {
                    if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                    {
                        throw new InvalidOperationException($"{assembly} does not answer.");
                    }

                    await Task.Delay(1, cancellation);
                }

                return await use(process, client, Stopwatch.GetElapsedTime(started));
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        private async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellation)
        {
            try
            {
                using var answer = await client.GetAsync(path, cancellation);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }
}
