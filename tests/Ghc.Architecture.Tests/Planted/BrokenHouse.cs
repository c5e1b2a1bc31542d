using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Ghc.Platform.Storage;

// A house that breaks each rule once. The tests show that every rule finds its breach.
#pragma warning disable IDE0130, IDE0161, SA1403 // Several namespaces in one file: the three floors of a house that is built to fail.
namespace Planted.Domain.Colors
{
    public sealed class ColorThatReadsStorage(Platform.Storage.Rows rows)
    {
        public Task<int> CountAsync() => Task.Run(() => rows.Count);
    }
}

namespace Planted.Platform.Storage
{
    public sealed class Rows
    {
        public int Count { get; init; }
    }

    public sealed class RowsThatKnowAFeature
    {
        /// <summary>In an asynchronous lambda, which the compiler puts into classes of its own.</summary>
        public static Func<Task<int>> Count =>
            async () =>
            {
                await Task.Yield();
                return new Functions.Gates.Visits().Count;
            };
    }
}

namespace Planted.Functions.Audit
{
    public sealed class EntryThatKnowsAVisit
    {
        public static async Task<int> CountAsync()
        {
            await Task.Yield();
            return new Gates.Visits().Count;
        }
    }
}

namespace Planted.Functions.Gates
{
    public sealed class Visits
    {
        public int Count { get; init; }
    }

    public sealed class VisitsTable
    {
        public static TableEntity Row => new("place", "visit");
    }

    public sealed class ScanThatMakesRows
    {
        public static async Task<string> RunAsync()
        {
            await Task.Yield();
            return new TableEntity("place", "visit").PartitionKey;
        }
    }

    public sealed class LoopOfItsOwn(SealedRows rows)
    {
        public async Task AddAsync(TableEntity row)
        {
            while (!await rows.TryAddAsync(row, CancellationToken.None))
            {
                await Task.Delay(10);
            }
        }
    }

    [JsonSerializable(typeof(Visits))]
    public sealed partial class VisitsJson : JsonSerializerContext;

    public sealed class AnswerInTheWrongForm
    {
        public static string Write() => System.Text.Json.JsonSerializer.Serialize(new Visits(), VisitsJson.Default.Visits);
    }
}

namespace Planted.Functions.Nowhere
{
    public sealed class FeatureWithoutALevel;
}
