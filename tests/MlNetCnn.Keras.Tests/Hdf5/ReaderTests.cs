namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>What h5py wrote comes back, whichever version of each structure it chose.</summary>
public sealed class ReaderTests
{
    private static readonly float[] Plain = [.. Enumerable.Range(0, 24).Select(i => i * 0.5f - 3)];

    public static TheoryData<string> PlainFiles => ["plain.earliest", "plain.latest", "plain.order", "plain.userblock"];

    public static TheoryData<string> FilteredFiles => ["filtered.earliest", "filtered.latest"];

    public static TheoryData<string> DenseFiles => ["dense.earliest", "dense.latest", "dense.order"];

    [Theory, MemberData(nameof(PlainFiles))]
    public void Reads_floats_of_every_width_and_byte_order(string name)
    {
        using var file = Fixtures.Open(name);
        foreach (var (path, type) in new[]
                 {
                     ("layer/inner/kernel:0", "float32"), ("layer/double", "float64"), ("layer/half", "float16"), ("layer/big", "float32"),
                     ("layer/big_half", "float16"),
                 })
        {
            var dataset = file.Root.Dataset(path);
            Assert.Equal(type, dataset.Type.Name);
            Assert.Equal([4L, 6L], dataset.Shape);
            Assert.Equal(Plain, dataset.ReadSingles());
            Assert.Equal(Plain, dataset.ReadDoubles().Select(v => (float)v));
        }

        Assert.Equal([2.5f], file.Root.Dataset("scalar").ReadSingles());
        Assert.Empty(file.Root.Dataset("scalar").Shape);
        Assert.Empty(file.Root.Dataset("none").ReadSingles());
        Assert.Equal(Enumerable.Repeat(1.5f, 6), file.Root.Dataset("unwritten").ReadSingles());
    }

    [Theory, MemberData(nameof(PlainFiles))]
    public void Reads_integers_of_every_width_sign_and_byte_order(string name)
    {
        using var file = Fixtures.Open(name);
        var limits = new Dictionary<string, (long Max, long Min)>
        {
            ["i1"] = (127, -128), ["u1"] = (255, 0), ["i2"] = (32767, -32768), ["u2"] = (65535, 0), ["i4"] = (int.MaxValue, int.MinValue),
            ["u4"] = (uint.MaxValue, 0), ["i8"] = (long.MaxValue, long.MinValue), ["big_i2"] = (32767, -32768), ["big_i8"] = (long.MaxValue, long.MinValue),
        };
        foreach (var (type, (max, min)) in limits)
        {
            Assert.Equal([0, 1, 100, max, min], file.Root.Dataset("int/" + type).ReadIntegers());
            Assert.Equal([0, 1, 100, max, min], file.Root.Dataset("int/" + type).ReadSingles());
        }

        Assert.Equal([0, 1, 100, ulong.MaxValue, 0], file.Root.Dataset("int/u8").ReadSingles());
        Assert.Throws<ModelFormatException>(() => file.Root.Dataset("int/u8").ReadIntegers());
        Assert.Equal([1, 0, 1], file.Root.Dataset("bool").ReadSingles());
    }

    [Theory, MemberData(nameof(PlainFiles))]
    public void Reads_strings_and_attributes(string name)
    {
        using var file = Fixtures.Open(name);
        Assert.Equal(["one", "three", ""], file.Root.Dataset("fixed").ReadStrings());
        Assert.Equal(["one", "zwölf", ""], file.Root.Dataset("variable").ReadStrings());
        var attributes = file.Root.Attributes;
        Assert.Equal("grüße", attributes.ReadString("text"));
        Assert.Equal("plain ascii", attributes.ReadString("bytes"));
        Assert.Equal("fixed scalar", attributes.ReadString("numpy_bytes"));
        Assert.Equal(["conv1/kernel:0", "conv1/bias:0"], attributes.ReadStrings("names"));
        Assert.Equal(["conv1/kernel:0", "conv1/bias:0"], attributes.ReadStringsChunked("names"));
        Assert.Equal(["a", "bb", "ccc"], attributes.ReadStrings("variable_names"));
        Assert.Empty(attributes.ReadStrings("no_names"));
        Assert.Equal(0.25, attributes.ReadNumber("number"));
        Assert.Equal(7, attributes.ReadInteger("integer"));
        Assert.Equal([1, 2, 3], attributes.ReadNumbers("numbers"));
        Assert.Equal([2L], attributes.Shape("names"));
        Assert.Equal("yes", file.Root.Dataset("layer/double").Attributes.ReadString("of_dataset"));
        Assert.False(attributes.Contains("absent"));
        Assert.Contains("text", Assert.Throws<ModelFormatException>(() => attributes.ReadString("absent")).Message);
    }

    [Fact]
    public void Names_come_in_the_order_of_h5py()
    {
        string[] created = ["layer", "empty", "scalar", "none", "int", "bool", "fixed", "variable", "unwritten"];
        using var ordered = Fixtures.Open("plain.order");
        Assert.Equal(created, ordered.Root.Names);
        foreach (var name in new[] { "plain.earliest", "plain.latest" })
        {
            using var file = Fixtures.Open(name);
            Assert.Equal(created.Order(StringComparer.Ordinal), file.Root.Names);
        }
    }

    [Theory, MemberData(nameof(PlainFiles))]
    public void Paths_lead_to_members(string name)
    {
        using var file = Fixtures.Open(name);
        Assert.True(file.Root.Contains("layer/inner/kernel:0"));
        Assert.False(file.Root.Contains("layer/inner/kernel:0/more"));
        Assert.False(file.Root.Contains("layer/outer"));
        Assert.Empty(file.Root.Group("empty").Names);
        var inner = file.Root.Group("layer").Group("inner");
        Assert.Equal("/layer/inner", inner.Path);
        Assert.Equal("/layer/double", inner.Dataset("/layer/double").Path);
        Assert.Contains("/layer: there is no member 'outer'; there are: ", Assert.Throws<ModelFormatException>(() => file.Root.Group("layer/outer")).Message);
        Assert.Contains("a group is expected", Assert.Throws<ModelFormatException>(() => file.Root.Group("scalar")).Message);
        Assert.Contains("a dataset is expected", Assert.Throws<ModelFormatException>(() => file.Root.Dataset("layer")).Message);
        Assert.Contains(name, Assert.Throws<ModelFormatException>(() => file.Root.Dataset("scalar/x")).File);
    }

    [Theory, MemberData(nameof(FilteredFiles))]
    public void Undoes_gzip_shuffle_and_fletcher32(string name)
    {
        using var file = Fixtures.Open(name);
        var expected = Enumerable.Range(0, 165).Select(i => (float)i).ToArray();
        foreach (var path in new[] { "chunked", "gzip", "gzip_shuffle", "fletcher", "all" }) Assert.Equal(expected, file.Root.Dataset(path).ReadSingles());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], file.Root.Dataset("odd").ReadSingles());
        var partial = file.Root.Dataset("partial").ReadSingles();
        for (var i = 0; i < 100; i++) Assert.Equal(i / 10 < 5 && i % 10 >= 5 ? 9 : -1, partial[i]);
    }

    [Fact]
    public void Finds_chunks_by_every_kind_of_index()
    {
        using var file = Fixtures.Open("indexes.latest");
        Assert.Equal(11, file.Root.Names.Count);
        foreach (var name in file.Root.Names)
            Assert.Equal(Enumerable.Range(0, 60).Select(i => (float)i), file.Root.Dataset(name).ReadSingles());
    }

    [Theory, InlineData("fixed"), InlineData("extensible")]
    public void Finds_chunks_of_paged_indexes(string dataset)
    {
        using var file = Fixtures.Open("paged.latest");
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => (float)(i % 256)), file.Root.Dataset(dataset).ReadSingles());
    }

    [Fact]
    public void Finds_chunks_under_secondary_blocks_with_pages()
    {
        using var file = Fixtures.Open("sparse.latest");
        var values = file.Root.Dataset("extensible").ReadSingles();
        int[] written = [0, 3, 4, 131_071, 140_000, 170_001, 199_999];
        foreach (var i in written) Assert.Equal(i % 200 + 1, values[i]);
        Assert.Equal(values.Length - written.Length, values.Count(v => v == 7));
    }

    [Theory, MemberData(nameof(DenseFiles))]
    public void Reads_many_links_and_attributes(string name)
    {
        using var file = Fixtures.Open(name);
        Assert.Equal(40, file.Root.Names.Count);
        for (var i = 0; i < 40; i++) Assert.Equal([i], file.Root.Dataset($"member{i:00}").ReadSingles());
        for (var i = 0; i < 30; i++) Assert.Equal(i, file.Root.Attributes.ReadNumber($"attribute{i:00}"));
        if (name != "dense.earliest") Assert.Equal(file.Root.Attributes.Names.Order(StringComparer.Ordinal), file.Root.Attributes.Names);
        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"{i:00000}"), file.Root.Attributes.ReadStrings("long"));
    }

    [Theory, InlineData("many.earliest"), InlineData("many.latest")]
    public void Reads_groups_whose_index_is_several_levels_deep(string name)
    {
        using var file = Fixtures.Open(name);
        Assert.Equal([.. Enumerable.Range(0, 400).Select(i => $"m{i:000}"), "z"], file.Root.Names);
        Assert.Equal([1], file.Root.Dataset("m000/m000/z").ReadSingles());
        Assert.Contains("soft link to '/m000'", Assert.Throws<ModelFormatException>(() => file.Root.Group("m399")).Message);
    }

    [Theory, InlineData("links.earliest"), InlineData("links.latest")]
    public void Refuses_by_name_what_it_does_not_follow(string name)
    {
        using var file = Fixtures.Open(name);
        Assert.Equal([1], file.Root.Dataset("alias").ReadSingles());
        Assert.Equal(file.Root.Dataset("here").Address, file.Root.Dataset("alias").Address);
        Assert.Equal("float32", file.Root.Dataset("typed").Type.Name);
        Assert.Equal(new float[100], file.Root.Dataset("lzf").ReadSingles());
        Refused("soft", "soft link to '/here'");
        Refused("external", "external link");
        Refused("type", "named datatype");
        Refused("compound", "compound");

        void Refused(string member, string reason)
        {
            var e = Assert.Throws<ModelFormatException>(() => file.Root.Dataset(member).ReadSingles());
            Assert.Contains(reason, e.Message);
            Assert.Equal(name + ".h5", e.File);
            Assert.NotNull(e.Place);
        }
    }

    [Fact]
    public void A_walk_over_a_file_with_loops_ends()
    {
        using var file = Fixtures.Open("plain.latest");
        Assert.Equal(3 + 22, file.Root.Descendants().Count());
        using var loop = Fixtures.Open("many.latest");
        Assert.Equal(["/z"], loop.Root.Descendants().Select(o => o.Path));
    }
}
