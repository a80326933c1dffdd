using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Data;

namespace Microsoft.ML.Offline.Tests;

public sealed class DataOperationsTests
{
    private readonly MLContext _ml = new(seed: 1);

    private sealed class Item
    {
        public int Number { get; set; }

        public string Group { get; set; } = "";
    }

    private IDataView Numbers(int count)
        => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Item { Number = i, Group = $"g{i % 10}" }));

    private static int[] Read(IDataView view) => [.. view.GetColumn<int>("Number")];

    [Fact]
    public void A_split_is_complete_disjoint_and_repeatable()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<byte>(), (seed, size) =>
        {
            IDataView data = Numbers(size);
            var split = _ml.Data.TrainTestSplit(data, 0.3, seed: seed);
            int[] train = Read(split.TrainSet);
            int[] test = Read(split.TestSet);
            Assert.Equal(Enumerable.Range(0, size), train.Concat(test).Order());
            Assert.Equal(test, Read(_ml.Data.TrainTestSplit(data, 0.3, seed: seed).TestSet));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_split_has_about_the_fraction_asked_for_and_depends_on_the_seed()
    {
        IDataView data = Numbers(10_000);
        int[] test = Read(_ml.Data.TrainTestSplit(data, 0.2).TestSet);
        // Binomial: mean 2000, standard deviation 40.
        Assert.InRange(test.Length, 1800, 2200);
        Assert.NotEqual(test, Read(_ml.Data.TrainTestSplit(data, 0.2, seed: 99).TestSet));
        // The context's seed is the default.
        Assert.Equal(test, Read(_ml.Data.TrainTestSplit(data, 0.2, seed: 1).TestSet));
    }

    [Fact]
    public void A_sampling_key_keeps_its_rows_together()
    {
        var split = _ml.Data.TrainTestSplit(Numbers(1000), 0.5, samplingKeyColumnName: "Group", seed: 4);
        string[] train = [.. split.TrainSet.GetColumn<string>("Group").Distinct()];
        string[] test = [.. split.TestSet.GetColumn<string>("Group").Distinct()];
        Assert.Empty(train.Intersect(test));
        Assert.Equal(10, train.Length + test.Length);
        Assert.NotEmpty(train);
        Assert.NotEmpty(test);
    }

    [Fact]
    public void A_split_of_shuffled_data_stays_disjoint()
    {
        var split = _ml.Data.TrainTestSplit(_ml.Data.ShuffleRows(Numbers(500), seed: 3), 0.4, seed: 8);
        Assert.Equal(Enumerable.Range(0, 500), Read(split.TrainSet).Concat(Read(split.TestSet)).Order());
    }

    [Fact]
    public void Folds_cover_every_row_once()
    {
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = _ml.Data.CrossValidationSplit(Numbers(300), 7, seed: 2);
        Assert.Equal(7, folds.Count);
        Assert.Equal(Enumerable.Range(0, 300), folds.SelectMany(fold => Read(fold.TestSet)).Order());
        Assert.All(folds, fold => Assert.Equal(300, Read(fold.TrainSet).Length + Read(fold.TestSet).Length));
    }

    [Fact]
    public void Skipping_and_taking_are_ranges()
    {
        Assert.Equal([3, 4, 5], Read(_ml.Data.TakeRows(_ml.Data.SkipRows(Numbers(10), 3), 3)));
        Assert.Equal([8, 9], Read(_ml.Data.SkipRows(Numbers(10), 8)));
        Assert.Empty(Read(_ml.Data.SkipRows(Numbers(10), 30)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(Numbers(10), 0));
    }

    [Fact]
    public void Filters_are_half_open()
    {
        IDataView real = _ml.Transforms.Conversion.ConvertType("Real", "Number").Fit(Numbers(10)).Transform(Numbers(10));
        Assert.Equal([2, 3, 4], Read(_ml.Data.FilterRowsByColumn(real, "Real", 2, 5)));
        var whole = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(real, "Number", 2, 5));
        Assert.Contains("Column 'Number' does not have compatible type", whole.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(Numbers(10), "Group", 2, 5));
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Group").Fit(Numbers(20)).Transform(Numbers(20));
        Assert.Equal(Enumerable.Range(0, 20).Where(i => i % 10 < 5), Read(_ml.Data.FilterRowsByKeyColumnFraction(keyed, "Key", 0, 0.5)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_shuffle_is_a_repeatable_permutation(int pool)
    {
        IDataView shuffled = _ml.Data.ShuffleRows(Numbers(100), seed: 6, shufflePoolSize: pool);
        int[] order = Read(shuffled);
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        Assert.Equal(order, Read(shuffled));
        if (pool > 1)
            Assert.NotEqual(Enumerable.Range(0, 100), order);
        else
            Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public void A_cache_reads_each_column_once_and_only_when_asked()
    {
        int reads = 0;
        IEnumerable<Item> Counted()
        {
            reads++;
            for (int i = 0; i < 5; i++)
                yield return new Item { Number = i };
        }
        IDataView cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Counted()));
        Assert.Equal(0, reads);
        Assert.Equal([0, 1, 2, 3, 4], Read(cached));
        Assert.Equal([0, 1, 2, 3, 4], Read(cached));
        Assert.Equal(1, reads);
        Assert.Equal(5, cached.GetColumn<string>("Group").Count());
        Assert.Equal(2, reads);
        Assert.Equal(5, cached.GetRowCount());
    }

    [Fact]
    public void A_cache_shuffles_by_the_callers_random_numbers_and_keeps_identities()
    {
        IDataView cached = _ml.Data.Cache(Numbers(50));
        Assert.True(cached.CanShuffle);
        var numbers = new List<int>();
        using DataViewRowCursor cursor = cached.GetRowCursor(cached.Schema, new Random(3));
        ValueGetter<int> number = cursor.GetGetter<int>(cached.Schema["Number"]);
        ValueGetter<DataViewRowId> identity = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            int value = 0;
            DataViewRowId id = default;
            number(ref value);
            identity(ref id);
            Assert.Equal((ulong)value, id.Low);
            numbers.Add(value);
        }
        Assert.NotEqual(Enumerable.Range(0, 50), numbers);
        Assert.Equal(Enumerable.Range(0, 50), numbers.Order());
    }

    [Fact]
    public void A_cache_is_filled_once_by_concurrent_readers_and_shares_no_array()
    {
        int reads = 0;
        IEnumerable<Flower> Counted()
        {
            Interlocked.Increment(ref reads);
            for (int i = 0; i < 500; i++)
                yield return new Flower { Petals = [i, i, i] };
        }
        IDataView cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Counted()));
        Parallel.For(0, 8, _ =>
        {
            using DataViewRowCursor cursor = cached.GetRowCursor([cached.Schema["Petals"]]);
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(cached.Schema["Petals"]);
            VBuffer<float> petals = default;
            for (int i = 0; cursor.MoveNext(); i++)
            {
                getter(ref petals);
                Assert.Equal(i, petals.GetItemOrDefault(2));
                // Writing into one's own copy must not reach the cache.
                var editor = VBufferEditor.CreateFromBuffer(ref petals);
                editor.Values.Fill(-1);
                petals = editor.Commit();
            }
        });
        Assert.Equal(1, reads);
        Assert.Equal(499f, cached.GetColumn<float[]>("Petals").Last()[0]);
    }
}
