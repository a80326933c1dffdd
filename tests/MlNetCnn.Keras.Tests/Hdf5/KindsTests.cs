namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>Every element type, layout, string and dataspace, in files of every superblock and of narrow addresses; and everything that is refused, by name.</summary>
public sealed class KindsTests
{
    private static readonly float[] Counted = [.. Enumerable.Range(0, 60).Select(i => (float)i)];

    public static TheoryData<string> Files => ["kinds.earliest", "kinds.superblock1", "kinds.v18", "kinds.latest", "kinds.narrow", "kinds.narrow_latest"];

    [Theory, MemberData(nameof(Files))]
    public void Numbers_become_singles_as_numpys_astype_makes_them(string name)
    {
        using var file = Fixtures.Open(name);
        var numbers = file.Root.Group("numbers");
        string[] checkedAgainst = [.. numbers.Names.Where(n => n.EndsWith("_f4", StringComparison.Ordinal))];
        Assert.Equal(27, checkedAgainst.Length);
        foreach (var expected in checkedAgainst)
        {
            var dataset = numbers.Dataset(expected[..^3]);
            Assert.Equal(Bits(numbers.Dataset(expected).ReadSingles()), Bits(dataset.ReadSingles()));
        }

        Assert.Equal(60, numbers.Dataset("single").Count);
        Assert.Contains(float.NaN, numbers.Dataset("half").ReadSingles());

        // Which NaN it is does not matter.
        static uint[] Bits(float[] values) => [.. values.Select(v => float.IsNaN(v) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(v))];
    }

    [Theory, MemberData(nameof(Files))]
    public void Types_are_told_by_name(string name)
    {
        using var file = Fixtures.Open(name);
        var numbers = file.Root.Group("numbers");
        foreach (var (dataset, type) in new[]
                 {
                     ("half", "float16"), ("half_big", "float16"), ("bfloat", "bfloat16"), ("bfloat_big", "bfloat16"), ("single_big", "float32"), ("double_big", "float64"),
                     ("i1", "int8"), ("u8_big", "uint64"), ("bool", "int8"), ("enum", "int16"), ("committed", "float16"),
                 })
            Assert.Equal(type, numbers.Dataset(dataset).Type.Name);
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_layout_is_read(string name)
    {
        using var file = Fixtures.Open(name);
        var layouts = file.Root.Group("layouts");
        foreach (var dataset in new[] { "compact", "contiguous", "chunked", "lzf", "lzf_shuffle", "gzip_fletcher" })
        {
            Assert.Equal(Counted, layouts.Dataset(dataset).ReadSingles());
            Assert.Equal(Counted, layouts.Dataset(dataset).ReadDoubles().Select(v => (float)v));
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(i => (float)i), layouts.Dataset("rank4").ReadSingles());
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (float)(i / 5000)), layouts.Dataset("lzf_long").ReadSingles());
        Assert.Equal([1.5f, 1.5f, 1.5f], layouts.Dataset("fill").ReadSingles());
        Assert.Equal(Enumerable.Range(0, 30).Select(i => i is 3 or 4 ? 4f : -2.5f), layouts.Dataset("fill_chunked").ReadSingles());
        Assert.Equal(Enumerable.Range(0, 30).Select(i => i is 3 or 4 ? 4.0 : -2.5), layouts.Dataset("fill_chunked").ReadDoubles());
        Assert.All(layouts.Dataset("fill_nan").ReadSingles(), v => Assert.True(float.IsNaN(v)));
        Assert.Equal(new float[4], layouts.Dataset("fill_never").ReadSingles());
        Assert.Equal([0.5f], layouts.Dataset("scalar").ReadSingles());
        Assert.Empty(layouts.Dataset("scalar").Shape);
        Assert.Empty(layouts.Dataset("null").ReadSingles());
        Assert.Equal(0, layouts.Dataset("null").Count);
        Assert.Empty(layouts.Dataset("empty").ReadSingles());
        Assert.Equal([0L, 4L], layouts.Dataset("empty").Shape);
        Assert.Empty(layouts.Attributes.ReadStrings("null"));
        Assert.Equal(-3, layouts.Attributes.ReadInteger("scalar"));
        for (var i = 0; i < 7; i++) Assert.Equal([0, 1, 1], layouts.Attributes.ReadNumbers($"numbers{i}"));
        Assert.Equal(new string('x', 60_000), file.Root.Attributes.ReadString("large"));
        if (name.EndsWith("latest", StringComparison.Ordinal)) Assert.Equal(Enumerable.Range(0, 30_000).Select(i => (double)(i / 1000)), file.Root.Attributes.ReadNumbers("larger"));
    }

    [Theory, MemberData(nameof(Files))]
    public void Strings_of_every_padding_and_set_are_read(string name)
    {
        using var file = Fixtures.Open(name);
        var strings = file.Root.Group("strings");
        foreach (var set in new[] { "ascii", "utf8" })
        {
            foreach (var padding in new[] { "nullterm", "nullpad", "variable", "spacepad" })
            {
                // The space at a text's end is padding where that is made of spaces.
                string[] expected = ["one", padding == "spacepad" ? "zwölf" : "zwölf ", "", "drei"];
                Assert.Equal(expected, strings.Dataset($"{set}_{padding}").ReadStrings());
                Assert.Equal(expected, strings.Attributes.ReadStrings($"{set}_{padding}"));
                Assert.Equal(set == "utf8", strings.Dataset($"{set}_{padding}").Type.IsUtf8);
            }
        }

        Assert.Equal("grüße", strings.Attributes.ReadString("variable_scalar"));
        Assert.Equal(["named"], strings.Attributes.ReadStrings("committed"));
    }

    [Theory, MemberData(nameof(Files))]
    public void What_is_not_read_is_refused_by_name(string name)
    {
        using var file = Fixtures.Open(name);
        var refused = new Dictionary<string, string>
        {
            ["reference"] = "reference", ["region"] = "reference", ["opaque"] = "opaque", ["compound"] = "compound", ["complex"] = "compound", ["array"] = "array", ["sequence"] = "variable-length sequence",
            ["long_double"] = "floating point of 16 bytes", ["scaleoffset"] = "scaleoffset", ["nbit"] = "nbit", ["szip"] = "szip", ["external_data"] = "external data files",
            ["soft"] = "soft link to '/here'", ["dangling"] = "soft link to '/nowhere'", ["external_link"] = "external link", ["type"] = "named datatype",
        };
        if (name.EndsWith("latest", StringComparison.Ordinal)) refused["virtual"] = "virtual dataset";
        var group = file.Root.Group("refused");
        foreach (var (member, reason) in refused)
        {
            var e = Assert.Throws<ModelFormatException>(() => group.Dataset(member).ReadSingles());
            Assert.Contains(reason, e.Message);
            Assert.Equal(name + ".h5", e.File);
            Assert.NotNull(e.Place);
        }

        Assert.Contains("reference", Assert.Throws<ModelFormatException>(() => group.Attributes.ReadNumbers("reference")).Message);
        Assert.Equal([1], group.Group("group/up/refused").Dataset("here").ReadSingles());
    }

    [Fact]
    public void Data_layouts_of_the_first_versions_are_read()
    {
        using var file = Fixtures.Open("old_layouts");
        foreach (var name in new[] { "chunked", "compact", "contiguous" })
            Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), file.Root.Dataset(name).ReadSingles());
    }
}
