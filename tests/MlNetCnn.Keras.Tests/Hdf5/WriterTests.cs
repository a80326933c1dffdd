using System.Security.Cryptography;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>What the writer writes, the reader reads back bit for bit; h5py opened the same files when this was written.</summary>
public sealed class WriterTests
{
    [Fact]
    public void Numbers_of_every_type_come_back_bit_for_bit()
    {
        float[] singles = [1.5f, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, float.MaxValue];
        double[] doubles = [Math.PI, -1e300, 0, 4, 5, 6];
        var writer = new Hdf5Writer();
        writer.Root.Dataset("a/b/singles", [2, 3], singles);
        writer.Root.Dataset("a/doubles", [6], doubles);
        writer.Root.Dataset("a/ints", [2], new[] { int.MinValue, 7 });
        writer.Root.Dataset("a/longs", [1, 2], new[] { long.MaxValue, -7 });
        writer.Root.Dataset("a/bytes", [3], new byte[] { 0, 128, 255 });
        writer.Root.Dataset("scalar", [], new[] { 42f });
        writer.Root.Dataset("none", [0, 4], ReadOnlyMemory<float>.Empty);
        using var file = Read(writer);

        Assert.Equal([2L, 3L], file.Root.Dataset("a/b/singles").Shape);
        Assert.Equal(singles.Select(BitConverter.SingleToInt32Bits), file.Root.Dataset("a/b/singles").ReadSingles().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(doubles, file.Root.Dataset("a/doubles").ReadDoubles());
        Assert.Equal([int.MinValue, 7], file.Root.Dataset("a/ints").ReadIntegers());
        Assert.Equal([long.MaxValue, -7], file.Root.Dataset("a/longs").ReadIntegers());
        Assert.Equal([0, 128, 255], file.Root.Dataset("a/bytes").ReadIntegers());
        Assert.Equal([42f], file.Root.Dataset("scalar").ReadSingles());
        Assert.Empty(file.Root.Dataset("scalar").Shape);
        Assert.Equal([0L, 4L], file.Root.Dataset("none").Shape);
        Assert.Empty(file.Root.Dataset("none").ReadSingles());
    }

    [Fact]
    public void Attributes_come_back()
    {
        var writer = new Hdf5Writer();
        var config = "{\"name\": \"größe\"}" + new string('x', 200_000);
        writer.Root.Attributes.SetString("model_config", config);
        writer.Root.Attributes.SetString("backend", "tensorflow");
        writer.Root.Attributes.SetString("empty", "");
        writer.Root.Attributes.SetStrings("layer_names", ["conv2d", "", "größe"]);
        writer.Root.Attributes.SetStrings("weight_names", []);
        writer.Root.Attributes.SetNumber("number", -0.125);
        writer.Root.Attributes.SetInteger("integer", long.MinValue);
        using var file = Read(writer);

        var attributes = file.Root.Attributes;
        Assert.Equal(["model_config", "backend", "empty", "layer_names", "weight_names", "number", "integer"], attributes.Names);
        Assert.Equal(config, attributes.ReadString("model_config"));
        Assert.Equal("tensorflow", attributes.ReadString("backend"));
        Assert.Equal("", attributes.ReadString("empty"));
        Assert.Equal(["conv2d", "", "größe"], attributes.ReadStrings("layer_names"));
        Assert.Empty(attributes.ReadStrings("weight_names"));
        Assert.Equal(-0.125, attributes.ReadNumber("number"));
        Assert.Equal(long.MinValue, attributes.ReadInteger("integer"));
    }

    [Fact]
    public void A_list_of_names_above_64_KB_is_split_as_Keras_splits_it()
    {
        // 10,000 names of 20 bytes: Keras (numpy's array_split) makes 4 chunks of 2,500.
        string[] names = [.. Enumerable.Range(0, 10_001).Select(i => $"layer_{i:00000}/kernel:0")];
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetStringsChunked("weight_names", names);
        writer.Root.Attributes.SetStringsChunked("few", ["a", "b"]);
        using var file = Read(writer);

        Assert.Equal(["weight_names0", "weight_names1", "weight_names2", "weight_names3", "few"], file.Root.Attributes.Names);
        Assert.Equal([2501, 2500, 2500, 2500], Enumerable.Range(0, 4).Select(i => file.Root.Attributes.ReadStrings("weight_names" + i).Length));
        Assert.False(file.Root.Attributes.Contains("weight_names"));
        Assert.True(file.Root.Attributes.ContainsChunked("weight_names"));
        Assert.Equal(names, file.Root.Attributes.ReadStringsChunked("weight_names"));
        Assert.Equal(["a", "b"], file.Root.Attributes.ReadStringsChunked("few"));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(8), InlineData(9), InlineData(256), InlineData(257), InlineData(8193)]
    public void Groups_of_any_size_come_back_sorted(int count)
    {
        var writer = new Hdf5Writer();
        writer.Root.Group("group");
        for (var i = count - 1; i >= 0; i--) writer.Root.Dataset($"group/é{i:00000}", [], new[] { i });
        using var file = Read(writer);
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"é{i:00000}"), file.Root.Group("group").Names);
        for (var i = 0; i < count; i += 97) Assert.Equal([i], file.Root.Dataset($"group/é{i:00000}").ReadIntegers());
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_whatever_the_order_of_members()
    {
        Assert.Equal(Write("a", "b"), Write("b", "a"));

        static byte[] Write(params string[] names)
        {
            var writer = new Hdf5Writer();
            foreach (var name in names) writer.Root.Dataset(name, [1], new[] { 3f }).Attributes.SetString("name", name);
            using var stream = new MemoryStream();
            writer.Save(stream);
            return stream.ToArray();
        }
    }

    /// <summary>
    /// The reader does not look at everything that other readers need (keys of B-trees, heap bookkeeping). h5py 3.7 opened this very file and found all of it;
    /// who changes the writer on purpose lets h5py open the new file before putting its hash here.
    /// </summary>
    [Fact]
    public void The_bytes_are_those_that_h5py_opened()
    {
        var writer = new Hdf5Writer();
        writer.Root.Attributes.SetString("model_config", new string('x', 5000));
        writer.Root.Attributes.SetString("backend", "tensorflow");
        writer.Root.Attributes.SetStrings("layer_names", ["conv2d", "dense"]);
        writer.Root.Attributes.SetStrings("weight_names", []);
        writer.Root.Attributes.SetNumber("number", 0.5);
        writer.Root.Attributes.SetInteger("integer", -3);
        writer.Root.Group("empty");
        writer.Root.Dataset("conv2d/conv2d/kernel:0", [2, 3], new[] { 1f, 2, 3, 4, 5, 6 }).Attributes.SetString("of", "dataset");
        writer.Root.Dataset("double", [1], new[] { 0.1 });
        writer.Root.Dataset("bytes", [3], new byte[] { 1, 2, 255 });
        writer.Root.Dataset("none", [0, 3], ReadOnlyMemory<float>.Empty);
        for (var i = 0; i < 300; i++) writer.Root.Dataset($"many/{i:000}", [], new[] { (long)i });
        using var stream = new MemoryStream();
        writer.Save(stream);
        Assert.Equal("A92C1E3DBF8D0EBB99F86465B4B15DB266C251A2A6E94485AAC414968547AA55", Convert.ToHexString(SHA256.HashData(stream.ToArray())));
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_enough_to_write()
    {
        var writer = new Hdf5Writer();
        writer.Root.Dataset("x", [5], new[] { 1f, 2, 3, 4, 5 });
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("model.weights.h5").Open();
            writer.Save(entry);
        }

        using var read = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Read);
        using var packed = read.GetEntry("model.weights.h5")!.Open();
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        using var file = Hdf5File.Open(plain, "model.weights.h5");
        Assert.Equal([1, 2, 3, 4, 5], file.Root.Dataset("x").ReadSingles());
    }

    [Fact]
    public void Opens_by_path_and_closes_the_file()
    {
        using var folder = new Testing.TempFolder();
        var path = folder.File("x.h5");
        var writer = new Hdf5Writer();
        writer.Root.Dataset("x", [1], new[] { 1f });
        using (var stream = File.Create(path)) writer.Save(stream);
        using (var file = Hdf5File.Open(path)) Assert.Equal([1], file.Root.Dataset("x").ReadSingles());
        File.Delete(path);
        File.WriteAllText(path, "no HDF5 file");
        Assert.Contains("no HDF5 file", Assert.Throws<ModelFormatException>(() => Hdf5File.Open(path)).Message);
        File.Delete(path);
    }

    [Fact]
    public void Mistakes_are_told_before_anything_is_written()
    {
        var root = new Hdf5Writer().Root;
        Assert.Contains("needs 6 values and gets 5", Assert.Throws<ArgumentException>(() => root.Dataset("x", [2, 3], new float[5])).Message);
        root.Dataset("x", [1], new float[1]);
        Assert.Contains("/x is there already", Assert.Throws<ArgumentException>(() => root.Dataset("x", [1], new float[1])).Message);
        Assert.Contains("/x is a dataset", Assert.Throws<ArgumentException>(() => root.Group("x/y")).Message);
        Assert.Contains("needs a name", Assert.Throws<ArgumentException>(() => root.Dataset("/", [1], new float[1])).Message);
        Assert.Contains("zero character", Assert.Throws<ArgumentException>(() => root.Attributes.SetString("a", "b\0")).Message);
        Assert.Contains("SetStringsChunked", Assert.Throws<ArgumentException>(() => root.Attributes.SetStrings("a", [.. Enumerable.Repeat("x", 70_000)])).Message);
        root.Attributes.SetNumber("n", 1);
        Assert.Contains("set twice", Assert.Throws<ArgumentException>(() => root.Attributes.SetNumber("n", 2)).Message);
    }

    internal static Hdf5File Read(Hdf5Writer writer)
    {
        using var stream = new MemoryStream();
        writer.Save(stream);
        return Hdf5File.Open(stream.ToArray(), "written.h5");
    }
}
