using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>Random trees of groups, datasets and attributes come back as they were written.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Any_tree_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), RoundTrips).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(20));

    private static bool RoundTrips(int seed)
    {
        var random = new Random(seed);
        var writer = new Hdf5Writer();
        var checks = new List<Action<Hdf5File>>();
        Grow(random, writer.Root, checks, 0);
        using var file = WriterTests.Read(writer);
        foreach (var check in checks) check(file);
        return true;
    }

    private static void Grow(Random random, Hdf5GroupWriter group, List<Action<Hdf5File>> checks, int depth)
    {
        AddAttributes(random, group, checks);
        var names = new HashSet<string>();
        var count = random.Next(depth == 0 ? 40 : 12);
        for (var i = 0; i < count; i++)
        {
            var name = Text(random, 1, 12);
            if (!names.Add(name)) continue;
            if (depth < 4 && random.Next(3) == 0)
            {
                Grow(random, group.Group(name), checks, depth + 1);
                continue;
            }

            long[] shape = [.. Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(6))];
            var values = Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextSingle() - 0.5f).ToArray();
            var dataset = group.Dataset(name, shape, values);
            AddAttributes(random, dataset, checks);
            checks.Add(file =>
            {
                var read = file.Root.Dataset(dataset.Path);
                Assert.Equal(shape, read.Shape);
                Assert.True(values.AsSpan().SequenceEqual(read.ReadSingles()), dataset.Path);
            });
        }

        checks.Add(file =>
        {
            var read = (Hdf5Group)file.Root.Member(group.Path);
            Assert.True(names.SetEquals(read.Names));
            Assert.Equal(group.Attributes.Pending.Select(a => a.Name), read.Attributes.Names);
        });
    }

    private static void AddAttributes(Random random, Hdf5ObjectWriter item, List<Action<Hdf5File>> checks)
    {
        for (var i = random.Next(5); i > 0; i--)
        {
            var name = $"{i}{Text(random, 0, 8)}";
            switch (random.Next(4))
            {
                case 0:
                    var text = Text(random, 0, random.Next(20) == 0 ? 20_000 : 50);
                    item.Attributes.SetString(name, text);
                    checks.Add(file => Assert.Equal(text, file.Root.Member(item.Path).Attributes.ReadString(name)));
                    break;
                case 1:
                    string[] texts = [.. Enumerable.Range(0, random.Next(30)).Select(_ => Text(random, 0, 20))];
                    item.Attributes.SetStrings(name, texts);
                    checks.Add(file => Assert.Equal(texts, file.Root.Member(item.Path).Attributes.ReadStrings(name)));
                    break;
                case 2:
                    var number = random.NextDouble();
                    item.Attributes.SetNumber(name, number);
                    checks.Add(file => Assert.Equal(number, file.Root.Member(item.Path).Attributes.ReadNumber(name)));
                    break;
                default:
                    var integer = random.NextInt64(long.MinValue, long.MaxValue);
                    item.Attributes.SetInteger(name, integer);
                    checks.Add(file => Assert.Equal(integer, file.Root.Member(item.Path).Attributes.ReadInteger(name)));
                    break;
            }
        }
    }

    private static string Text(Random random, int shortest, int longest)
    {
        const string Alphabet = "abcXYZ019_:. -äß漢";
        return string.Concat(Enumerable.Range(0, random.Next(shortest, longest + 1)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
    }
}
