using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Ghc.Bench.People;
using Ghc.Bench.Servers;
using Ghc.Functions.Codes;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Endurance;

/// <summary>
/// Does one thing of each kind. What fails is tried again, as the pages and the command line do, until it is taken; then it stands in the
/// ledger.
/// </summary>
internal sealed class Callers(
    LoadPlan plan,
    ServedApp app,
    ServiceProvider services,
    Cast cast,
    string firstOfficer,
    string secondOfficer,
    CancellationToken cancellation
)
{
    private const int FollowedOneIn = 10;

    /// <summary>After the end of the run nothing may need longer to be taken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Stopwatch clock = Stopwatch.StartNew();

    public Ledger Ledger { get; } = new();

    public IReadOnlyDictionary<LoadKind, Tally> Tallies { get; } = Enum.GetValues<LoadKind>().ToDictionary(kind => kind, _ => new Tally());

    /// <summary>By kind: what to do, given a number and the time when it was due.</summary>
    public IReadOnlyDictionary<LoadKind, Func<int, TimeSpan, Task>> Work =>
        new Dictionary<LoadKind, Func<int, TimeSpan, Task>>
        {
            [LoadKind.Scan] = ScanAsync,
            [LoadKind.Code] = (number, due) => CallAsync(LoadKind.Code, due, () => Requests.Code(Of(number)), HttpStatusCode.OK),
            [LoadKind.SignIn] = SignInAsync,
            [LoadKind.LookUp] = LookUpAsync,
            [LoadKind.Measure] = MeasureAsync,
            [LoadKind.Result] = ReportAsync,
            [LoadKind.Crossing] = CrossAsync,
        };

    /// <summary>The run begins; times count from here.</summary>
    public void Start() => clock.Restart();

    private Person Of(int number) => cast.People[number % cast.People.Count];

    private async Task ScanAsync(int number, TimeSpan due)
    {
        var code = cast.MintCode(Of(number));
        await CallAsync(LoadKind.Scan, due, () => Requests.Scan(code, cast.Shift), HttpStatusCode.OK);
        Ledger.Scans[Cast.Value(services.GetRequiredService<HealthCodes>().Read(code)).Id] = Of(number).HolderId;
    }

    /// <summary>A code lets somebody in once, and an answer that was lost may have spent it: then the traveler asks for another.</summary>
    private async Task SignInAsync(int number, TimeSpan due)
    {
        Task RenewAsync() => PatientlyAsync(() => cast.RenewCodeAsync(Of(number), cancellation));
        await RenewAsync();
        await CallAsync(LoadKind.SignIn, due, () => Requests.Login(Of(number)), HttpStatusCode.OK, RenewAsync);
    }

    private async Task LookUpAsync(int number, TimeSpan due)
    {
        var person = Of(number);
        var body = $"{{\"idType\":\"passport\",\"idNumber\":\"{person.Document.Number}\"}}";
        await CallAsync(
            LoadKind.LookUp,
            due,
            () => Requests.Post("/api/holders/find", body, firstOfficer),
            HttpStatusCode.OK,
            () =>
            {
                Ledger.LookedUp(person.HolderId, isDone: false);
                return Task.CompletedTask;
            }
        );
        Ledger.LookedUp(person.HolderId, isDone: true);
    }

    private async Task MeasureAsync(int number, TimeSpan due)
    {
        var proposed = await CallAsync(
            LoadKind.Measure,
            due,
            () => Requests.Post("/api/measures", Strangers.Proposal(number), firstOfficer),
            HttpStatusCode.Conflict
        );
        var id = (string)JsonNode.Parse(proposed)!["measureId"]!;
        await CallAsync(
            LoadKind.Measure,
            clock.Elapsed,
            () => Requests.Post("/api/measures", $"{{\"approves\":\"{id}\"}}", secondOfficer),
            HttpStatusCode.Created
        );
        Ledger.Measures[id] = number;
    }

    private async Task ReportAsync(int number, TimeSpan due)
    {
        var person = Ledger.NextResult();
        await PutAsync(QueueNames.LabResults, Strangers.Result(person));
        if (person % FollowedOneIn == 0)
        {
            await FollowAsync(services.GetRequiredService<Pseudonyms>().DocumentKey(Strangers.Of(person)));
            Tallies[LoadKind.Result].Answered(clock.Elapsed - due, plan.IsCalm(due));
        }
    }

    private async Task CrossAsync(int number, TimeSpan due)
    {
        await PutAsync(QueueNames.BorderCrossings, Strangers.Crossing(Ledger.NextCrossing()));
        Tallies[LoadKind.Crossing].Answered(clock.Elapsed - due, plan.IsCalm(due));
    }

    /// <summary>Until the status counts the result.</summary>
    private async Task FollowAsync(string key)
    {
        var isThere = false;
        while (!isThere)
        {
            await PauseAsync("a result without a color", Look);
            await PatientlyAsync(async () =>
                isThere = (await services.GetRequiredService<HoldersTable>().ReadStatusAsync(key, cancellation))?.Tests is [_, ..]
            );
        }
    }

    private Task PutAsync(string queue, string message) =>
        PatientlyAsync(() =>
            services
                .GetRequiredService<StorageClients>()
                .Queue(queue)
                .SendMessageAsync(message, timeToLive: QueueSender.Forever, cancellationToken: cancellation)
        );

    /// <summary>What the harness itself asks of storage is tried until it is done: storage stands still on purpose.</summary>
    private async Task PatientlyAsync(Func<Task> work)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception failure) when (failure is Azure.RequestFailedException or AggregateException)
            {
                await PauseAsync($"storage: {failure.Message}");
            }
        }
    }

    /// <param name="due">When it should have been asked; the latency counts from there to the answer that took it.</param>
    /// <param name="before">Done before each further try.</param>
    private async Task<string> CallAsync(
        LoadKind kind,
        TimeSpan due,
        Func<HttpRequestMessage> request,
        HttpStatusCode expected,
        Func<Task>? before = null
    )
    {
        while (true)
        {
            if (await TryAsync(kind, due, request, expected) is { } body)
            {
                return body;
            }

            await PauseAsync($"{kind}: {string.Join(", ", Tallies[kind].Failures)}");
            await (before?.Invoke() ?? Task.CompletedTask);
        }
    }

    /// <summary>The body of the answer that was expected; null for any other.</summary>
    private async Task<string?> TryAsync(LoadKind kind, TimeSpan due, Func<HttpRequestMessage> request, HttpStatusCode expected)
    {
        try
        {
            using var answer = await app.SendAsync(request(), cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            if (answer.StatusCode == expected)
            {
                Tallies[kind].Answered(clock.Elapsed - due, plan.IsCalm(due));
                return body;
            }

            Tallies[kind]
                .Fail(
                    JsonNode.Parse(body is ['{', ..] ? body : "{}")!["code"] is { } code
                        ? $"{(int)answer.StatusCode} {code}"
                        : $"{(int)answer.StatusCode}"
                );
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            Tallies[kind].Fail("connection");
        }

        return null;
    }

    private Task PauseAsync(string untaken, TimeSpan? pause = null) =>
        clock.Elapsed < plan.Duration + Patience
            ? Task.Delay(pause ?? Pause, cancellation)
            : throw new InvalidOperationException($"{Patience.TotalMinutes} minutes after the end something is not taken yet: {untaken}.");
}
