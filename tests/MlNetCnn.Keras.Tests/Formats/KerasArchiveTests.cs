using System.IO.Compression;
using System.Text;
using MlNetCnn.Keras.Formats;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

public class KerasArchiveTests
{
    [Fact]
    public void A_model_survives_bit_by_bit()
    {
        var model = Nested();
        model.InitializeWeights(3);
        using var folder = new TempFolder();
        model.Save(folder.File("m.keras"));
        var loaded = Model.Load(folder.File("m.keras"));
        Assert.Equal(model.ToJson(), loaded.ToJson());
        Assert.All(model.Weights.Zip(loaded.Weights), p =>
        {
            Assert.Equal(p.First.Path, p.Second.Path);
            Assert.True(p.First.Values.SequenceEqual(p.Second.Values));
        });
        Assert.Equal(["m.keras"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Equal_models_give_equal_bytes() => Assert.Equal(Bytes(Nested()), Bytes(Nested()));

    [Fact]
    public void The_layout_is_Keras_3s()
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes(Nested())));
        Assert.Equal(["metadata.json", "config.json", "model.weights.h5"], zip.Entries.Select(e => e.FullName));
        using var metadata = new StreamReader(zip.Entries[0].Open());
        Assert.Equal("""{"keras_version":"3.9.2","date_saved":"1980-01-01@00:00:00"}""", metadata.ReadToEnd());
        var weights = new MemoryStream();
        zip.Entries[2].Open().CopyTo(weights);
        using var file = MlNetCnn.Keras.Hdf5.Hdf5File.Open(weights, "w");
        Assert.Equal("c1", file.Root.Group("layers/functional/layers/conv2d/vars").Attributes.ReadString("name"));
        Assert.Equal([1, 1, 4, 2], file.Root.Dataset("layers/functional/layers/conv2d_1/vars/0").Shape);
        Assert.Equal(["0", "1", "2", "3"], file.Root.Group("layers/functional/layers/batch_normalization/vars").Names);
        Assert.Equal([8, 1], file.Root.Dataset("layers/dense/vars/0").Shape);
        Assert.Empty(file.Root.Group("layers/flatten/vars").Names);
    }

    [Fact]
    public void Weights_alone_survive()
    {
        using var folder = new TempFolder();
        var (saved, loaded) = (Nested(), Nested());
        saved.InitializeWeights(9);
        saved.SaveWeights(folder.File("m.weights.h5"));
        var report = loaded.LoadWeights(folder.File("m.weights.h5"));
        Assert.Equal(["base/c1", "base/b", "base/c2", "d"], report.Loaded);
        Assert.All(saved.Weights.Zip(loaded.Weights), p => Assert.True(p.First.Values.SequenceEqual(p.Second.Values)));
    }

    [Theory]
    [InlineData("m.keras")]
    [InlineData("m.weights.h5")]
    public void Layers_are_found_by_name(string name)
    {
        using var folder = new TempFolder();
        var saved = Nested();
        saved.InitializeWeights(9);
        if (name.EndsWith(".keras", StringComparison.Ordinal)) saved.Save(folder.File(name));
        else saved.SaveWeights(folder.File(name));
        var other = new Sequential([8]) { new Dense(8, name: "new"), new Dense(1, name: "d") };
        var report = other.LoadWeights(folder.File(name), byName: true);
        Assert.Equal(["d"], report.Loaded);
        Assert.Equal(["new"], report.Missing);
        Assert.Equal(["base/b", "base/c1", "base/c2"], report.Ignored.Order());
        Assert.True(other.GetLayer("d").Weights[0].Values.SequenceEqual(saved.GetLayer("d").Weights[0].Values));
    }

    [Fact]
    public void What_does_not_fit_is_listed_or_skipped()
    {
        using var folder = new TempFolder();
        Nested().Save(folder.File("m.keras"));
        var other = new Sequential([8]) { new Dense(2, name: "d"), new Dense(1, name: "e") };
        var e = Assert.Throws<ModelFormatException>(() => other.LoadWeights(folder.File("m.keras")));
        Assert.Contains("d/kernel: the model has (8, 2), the file (8, 1) as 0", e.Message);
        Assert.Contains("layer e: the file has nothing at layers/dense_1", e.Message);
        Assert.Contains("the file has weights at layers/functional/layers/conv2d,", e.Message);
        Assert.Contains("nothing would change", Assert.Throws<ModelFormatException>(() => other.LoadWeights(folder.File("m.keras"), byName: true, skipMismatch: true)).Message);
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("m.keras"), "old");
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(folder.File("m.keras"), stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("No space left on device", e.Message);
        Assert.Equal("old", File.ReadAllText(folder.File("m.keras")));
        Assert.Equal(["m.keras"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Throws<DirectoryNotFoundException>(() => Nested().Save(folder.File("nowhere", "m.keras")));
        Assert.Equal(["m.keras"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Nested().Save(folder.File("m.keras"));
        Assert.NotNull(Model.Load(folder.File("m.keras")));
    }

    [Fact]
    public void Another_ending_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Nested().Save("model.weights.h5"));
        Assert.Throws<ArgumentException>(() => Nested().Save("model.zip"));
        Assert.Throws<ArgumentException>(() => Nested().SaveWeights("model.keras"));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("a\\b")]
    [InlineData("C:evil")]
    [InlineData("CONFIG.json")]
    public void Names_that_lead_astray_are_refused(string name)
    {
        var e = Assert.Throws<ModelFormatException>(() => Model.Load(new MemoryStream(With(zip => Add(zip, name, [1]))), "evil.keras"));
        Assert.StartsWith("evil.keras, byte ", e.Message);
    }

    [Fact]
    public void A_bomb_is_refused()
    {
        var bomb = With(zip =>
        {
            zip.GetEntry("model.weights.h5")!.Delete();
            Add(zip, "model.weights.h5", new byte[64 << 20]);
        });
        Assert.True(bomb.Length < 1 << 20);
        Assert.Contains("which no model does", Assert.Throws<ModelFormatException>(() => Model.Load(new MemoryStream(bomb), "bomb.keras")).Message);
    }

    [Fact]
    public void A_flipped_bit_in_the_weights_is_noticed()
    {
        var bytes = Bytes(Nested());
        // The values lie at the end of the HDF5 file, before the central directory.
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002metadata"u8[..4]);
        var at = bytes.AsSpan(0, directory).LastIndexOf("PK\u0003\u0004"u8) + 5000;
        bytes[at] ^= 1;
        Assert.Contains("checksum is wrong", Assert.Throws<ModelFormatException>(() => Model.Load(new MemoryStream(bytes), "flipped.keras")).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("GIF89a, surely no model")]
    [InlineData("PK\u0003\u0004 cut off")]
    public void What_is_no_archive_is_refused(string text) =>
        Assert.Throws<ModelFormatException>(() => Model.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)), "x"));

    [Fact]
    public void Checksums_are_those_of_zip()
    {
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        Assert.Equal(0u, Crc32.Of([]));
        Assert.Equal(0xCBF43926u, Crc32.Of("6789"u8, Crc32.Of("12345"u8)));
    }

    private static Model Nested()
    {
        var input = KerasTensor.Input([4, 4, 3], "in");
        var x = new Conv2D(4, 3, padding: Padding.Same, name: "c1").Call(input);
        x = new MaxPooling2D(name: "p").Call(new BatchNormalization(name: "b").Call(x));
        var convBase = new Model(input, new Conv2D(2, 1, name: "c2").Call(x), "base");
        return new Sequential(name: "nested") { convBase, new Flatten(), new Dense(1, "sigmoid", name: "d") };
    }

    private static byte[] Bytes(Model model)
    {
        var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static byte[] With(Action<ZipArchive> change)
    {
        var stream = new MemoryStream();
        stream.Write(Bytes(Nested()));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return stream.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(content);
    }
}
