using MlNetCnn.Keras;

namespace MlNetCnn.Training.Tests;

/// <summary>Examples kept in memory and, beyond a limit, in a file that nobody sees.</summary>
public sealed class Example_store : IDisposable
{
    private const int Length = 100;
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetcnn-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0), InlineData(2000), InlineData(long.MaxValue)]
    public void Examples_come_back_bit_by_bit_from_memory_and_disk(long limit)
    {
        using var store = new ExampleStore([10, 10], [2], limit, _folder);
        var inputs = Enumerable.Range(0, 60).Select(Input).ToArray();
        for (var i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(i, store.Count);
            store.Append(inputs[i], [i, -0f], i / 2f);
        }

        Assert.Equal(limit == 0, store.MemoryBytes == 0);
        Assert.Equal(limit == long.MaxValue, store.DiskBytes == 0);
        Assert.True(store.MemoryBytes <= limit);
        // Backwards, in threes, from many threads.
        Parallel.For(0, 200, round =>
        {
            int[] indices = [59 - round % 60, round * 7 % 60, round * 13 % 60];
            var (input, target, weight) = (new float[3 * Length], new float[6], new float[3]);
            store.Fill(round, indices, input, target, weight, default);
            for (var k = 0; k < 3; k++)
            {
                Assert.Equal(Bits(inputs[indices[k]]), Bits(input[(k * Length)..((k + 1) * Length)]));
                Assert.Equal(Bits([indices[k], -0f]), Bits(target[(2 * k)..(2 * k + 2)]));
                Assert.Equal(indices[k] / 2f, weight[k]);
            }
        });
    }

    [Theory]
    [InlineData(0f, true), InlineData(255f, true), InlineData(128f, true)]
    [InlineData(-0f, false), InlineData(256f, false), InlineData(-1f, false), InlineData(0.5f, false), InlineData(float.NaN, false), InlineData(float.PositiveInfinity, false), InlineData(1e-45f, false)]
    public void Whole_numbers_of_a_byte_take_a_byte(float value, bool narrow)
    {
        using var store = new ExampleStore([Length], memoryLimit: 0, folder: _folder);
        float[] input = [.. Enumerable.Range(0, Length).Select(i => (float)i)];
        input[57] = value;
        store.Append(input, [1]);
        Assert.Equal(4 + (narrow ? Length : 4 * Length), store.DiskBytes);
        var back = new float[Length];
        store.Fill(0, [0], back, new float[1], new float[1], default);
        Assert.Equal(Bits(input), Bits(back));
    }

    [Fact]
    public void The_file_has_no_name_to_leave_behind()
    {
        using (var store = new ExampleStore([Length], memoryLimit: 0, folder: _folder))
        {
            store.Append(Input(0), [1]);
            if (!OperatingSystem.IsWindows()) Assert.Empty(Directory.GetFileSystemEntries(_folder));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_full_disk_says_where_and_what_to_do_and_loses_nothing()
    {
        using var store = new ExampleStore([Length], null, 200, _folder, _ => new MemoryDisk([], room: 150));
        store.Append(Input(0), [0]);
        store.Append(Input(2), [1]);
        var error = Assert.Throws<IOException>(() => store.Append(Input(4), [2]));
        foreach (var part in new[] { _folder, "No space left", "200 bytes", "folder with room" }) Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal(2, store.Count);
        var back = new float[2 * Length];
        store.Fill(0, [1, 0], back, new float[2], new float[2], default);
        Assert.Equal([.. Input(2), .. Input(0)], back);
    }

    [Fact]
    public void A_folder_that_went_away_is_told_the_same_way()
    {
        var gone = Path.Combine(_folder, "gone");
        Directory.CreateDirectory(gone);
        using var store = new ExampleStore([Length], memoryLimit: 0, folder: gone);
        Directory.Delete(gone);
        Assert.Contains(gone, Assert.Throws<IOException>(() => store.Append(Input(0), [0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_uses_are_refused()
    {
        Assert.Contains("3 problems", Assert.Throws<ArgumentException>(() => new ExampleStore([-1], memoryLimit: -1, folder: Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);
        var store = new ExampleStore([Length]);
        var error = Assert.Throws<ArgumentException>(() => store.Append(new float[3], new float[2], float.NaN));
        Assert.Contains("3 problems", error.Message, StringComparison.Ordinal);
        Assert.Contains("example 0", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Fill(0, [0], new float[Length], new float[1], new float[1], default));
        store.Append(Input(0), [0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Fill(0, [-1], new float[Length], new float[1], new float[1], default));
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.Append(Input(0), [0]));
        Assert.Throws<ObjectDisposedException>(() => store.Fill(0, [0], new float[Length], new float[1], new float[1], default));
        Assert.Equal(new Shape(1), store.TargetShape);
    }

    /// <summary>Every second one of whole numbers.</summary>
    private static float[] Input(int number) => [.. Enumerable.Range(0, Length).Select(i => (number * 31 + i * 7) % 256 + (number % 2 == 0 ? 0 : 0.3f))];

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
