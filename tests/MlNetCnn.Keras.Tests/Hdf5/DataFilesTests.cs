using System.IO.Compression;
using System.Text.Json;
using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>Files that Keras saved, from 2.1 to 3.x: walked whole and compared with what h5py reads (Reference/Hdf5/sums.py).</summary>
public sealed class DataFilesTests
{
    public static TheoryData<string> Files
    {
        get
        {
            using var sums = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixtures.Folder(), "sums.json")));
            return [.. sums.RootElement.EnumerateObject().Select(file => file.Name)];
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Reads_all_that_h5py_reads(string name)
    {
        var parts = name.Split('!');
        var path = TestData.Path(parts[0].Split('/'));
        using var file = parts.Length == 1 ? Hdf5File.Open(path) : OpenEntry(path, parts[1]);
        long groups = 0, datasets = 0, elements = 0, attributes = 0, characters = 0;
        double sum = 0, magnitude = 0, weighted = 0;
        Attributes(file.Root);
        foreach (var item in file.Root.Descendants())
        {
            Attributes(item);
            if (item is not Hdf5Dataset dataset)
            {
                groups++;
                continue;
            }

            datasets++;
            elements += dataset.Count;
            if (dataset.Type.Kind is not (Hdf5Kind.Float or Hdf5Kind.Integer)) continue;
            var values = dataset.ReadSingles();
            for (var i = 0; i < values.Length; i++)
            {
                sum += values[i];
                magnitude += Math.Abs(values[i]);
                weighted += (double)values[i] * (i % 7);
            }
        }

        using var sums = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixtures.Folder(), "sums.json")));
        var expected = sums.RootElement.GetProperty(name);
        Assert.Equal(expected.GetProperty("groups").GetInt64(), groups);
        Assert.Equal(expected.GetProperty("datasets").GetInt64(), datasets);
        Assert.Equal(expected.GetProperty("elements").GetInt64(), elements);
        Assert.Equal(expected.GetProperty("attributes").GetInt64(), attributes);
        Assert.Equal(expected.GetProperty("characters").GetInt64(), characters);
        var tolerance = 1e-9 * expected.GetProperty("magnitude").GetDouble();
        Assert.Equal(expected.GetProperty("magnitude").GetDouble(), magnitude, tolerance);
        Assert.Equal(expected.GetProperty("sum").GetDouble(), sum, tolerance);
        Assert.Equal(expected.GetProperty("weighted").GetDouble(), weighted, 7 * tolerance);

        void Attributes(Hdf5Object item)
        {
            foreach (var attribute in item.Attributes.Names)
            {
                attributes++;
                if (item.Attributes.Type(attribute).Kind is Hdf5Kind.FixedString or Hdf5Kind.VariableString)
                    characters += item.Attributes.ReadStrings(attribute).Sum(text => text.Length);
            }
        }
    }

    private static Hdf5File OpenEntry(string path, string entry)
    {
        using var zip = ZipFile.OpenRead(path);
        using var packed = zip.GetEntry(entry)!.Open();
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return Hdf5File.Open(plain.ToArray(), $"{path}!{entry}");
    }
}
