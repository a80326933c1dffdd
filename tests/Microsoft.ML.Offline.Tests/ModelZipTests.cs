using System.IO.Compression;
using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Offline.Tests;

public sealed class ModelZipTests
{
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Garden => _ml.Data.LoadFromEnumerable(Flower.Garden);

    [Fact]
    public void A_third_party_transformer_survives_a_round_trip()
    {
        byte[] zip = SaveThirdParty();
        using var archive = new ZipArchive(new MemoryStream(zip));
        Assert.Equal(
            ["Schema", "TrainingInfo/Version.txt", "TransformerChain/Model.key", "TransformerChain/Transform_000/Model.key",
             "TransformerChain/Transform_000/Vocabulary.bin", "TransformerChain/Transform_001/Model.key", "TransformerChain/Transform_001/Weights.bin"],
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));

        var other = new MLContext();
        ThirdParty.Register(other);
        ITransformer loaded = other.Model.Load(new MemoryStream(zip), out DataViewSchema schema);
        Assert.Equal(Garden.Schema.Select(column => column.ToString()), schema.Select(column => column.ToString()));
        IDataView output = loaded.Transform(other.Data.LoadFromEnumerable(Flower.Garden));
        Assert.Equal(Flower.Garden.Select(flower => flower.Height * 3), output.GetColumn<float>("Scaled"));
        Assert.Equal([1u, 2u, 1u, 3u], output.GetColumn<uint>("Kind"));
    }

    [Fact]
    public void Registering_twice_does_nothing()
    {
        ThirdParty.Register(_ml);
        ThirdParty.Register(_ml);
        Assert.NotNull(_ml.Model.Load(new MemoryStream(SaveThirdParty()), out _));
    }

    [Fact]
    public void Without_its_loader_a_model_names_the_transformer_that_cannot_be_loaded()
    {
        // The chain's own loader runs by reflection, so the marked exception arrives wrapped, as in ML.NET.
        Exception error = Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(SaveThirdParty()), out _));
        Assert.IsType<InvalidOperationException>(error);
        Assert.IsType<TargetInvocationException>(error.InnerException);
        Assert.IsType<FormatException>(error.InnerException.InnerException);
        Assert.Equal("Couldn't load model: 'TransformerChain/Transform_001'", error.InnerException.InnerException.Message.Replace('\\', '/'));
    }

    [Fact]
    public void A_transformer_that_saves_nothing_fails_the_whole_save()
    {
        var chain = new TransformerChain<ITransformer>(new ThirdParty.Scaler(1) { SavesNothing = true });
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Model.Save(chain, Garden.Schema, new MemoryStream()));
        Assert.Equal("ModelSignature not specified!", error.Message);
    }

    [Fact]
    public void A_component_that_does_not_read_all_its_bytes_is_refused()
    {
        ThirdParty.Register(_ml);
        using var stream = new MemoryStream();
        _ml.Model.Save(new ThirdParty.Scaler(1) { SavesTooMuch = true }, Garden.Schema, stream);
        stream.Position = 0;
        var error = Assert.Throws<FormatException>(() => _ml.Model.Load(stream, out _));
        Assert.Contains("read 4 of its 8 bytes", error.Message);
    }

    [Fact]
    public void A_loader_may_stand_only_once_in_a_catalog()
    {
        ThirdParty.Register(_ml);
        var error = Assert.Throws<InvalidOperationException>(() => ThirdParty.Register(_ml, "Another.Assembly"));
        Assert.Contains("already mapped to Scaler", error.Message);
        ThirdParty.Register(_ml, "A.Third.Assembly", throwOnError: false);
    }

    [Fact]
    public void An_entry_begins_with_the_header_of_MLNet()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(new ThirdParty.Scaler(1), Garden.Schema, stream);
        using var archive = new ZipArchive(stream);
        using var content = new MemoryStream();
        using (Stream entry = archive.GetEntry("TransformerChain/Model.key")!.Open())
            entry.CopyTo(content);
        byte[] bytes = content.ToArray();
        // The layout of ModelHeader in ML.NET 5.0: offsets from the start of the entry.
        Assert.Equal("ML\0MODEL", System.Text.Encoding.ASCII.GetString(bytes, 0, 8));
        Assert.Equal(0x00010002u, BitConverter.ToUInt32(bytes, 0x08));
        Assert.Equal(256, BitConverter.ToInt64(bytes, 0x10));
        Assert.Equal(sizeof(int), BitConverter.ToInt64(bytes, 0x18));
        Assert.Equal("3PTYSCAL", System.Text.Encoding.ASCII.GetString(bytes, 0x40, 8));
        Assert.Equal(0x00010001u, BitConverter.ToUInt32(bytes, 0x48));
        Assert.Equal(ThirdParty.LoaderSignature, System.Text.Encoding.ASCII.GetString(bytes, 0x50, 24).TrimEnd('\0'));
        long tail = BitConverter.ToInt64(bytes, 0x80);
        Assert.Equal("LEDOM\0LM", System.Text.Encoding.ASCII.GetString(bytes, (int)tail, 8));
        Assert.Equal(bytes.Length, BitConverter.ToInt64(bytes, 0x88));
        int assemblyName = (int)BitConverter.ToInt64(bytes, 0x90);
        Assert.Equal(typeof(ThirdParty).Assembly.FullName, System.Text.Encoding.Unicode.GetString(bytes, assemblyName, (int)BitConverter.ToUInt32(bytes, 0x98)));
        Assert.Equal(7, BitConverter.ToInt32(bytes, 256));
    }

    [Fact]
    public void The_input_schema_comes_back_with_its_annotations()
    {
        ITransformer keys = _ml.Transforms.Conversion.MapValueToKey("Name").Fit(Garden);
        DataViewSchema rich = keys.GetOutputSchema(Garden.Schema);
        using var stream = new MemoryStream();
        _ml.Model.Save(keys, rich, stream);
        stream.Position = 0;
        _ml.Model.Load(stream, out DataViewSchema schema);
        Assert.Equal(rich.Select(column => column.ToString()), schema.Select(column => column.ToString()));
        Assert.Equal(rich.Select(column => column.IsHidden), schema.Select(column => column.IsHidden));
        VBuffer<ReadOnlyMemory<char>> values = default;
        schema["Name"].GetKeyValues(ref values);
        Assert.Equal(["rose", "poppy", "daisy"], values.DenseValues().Select(text => text.ToString()));
    }

    [Fact]
    public void A_model_without_a_schema_loads_without_one()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("Again", "Height").Fit(Garden), null, stream);
        stream.Position = 0;
        Assert.NotNull(_ml.Model.Load(stream, out DataViewSchema schema));
        Assert.Null(schema);
    }

    [Fact]
    public void Built_in_transformers_survive_a_round_trip()
    {
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Kind", "Name")
            .Append(_ml.Transforms.Conversion.MapKeyToVector("OneHot", "Kind"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("NameAgain", "Kind"))
            .Append(_ml.Transforms.Conversion.ConvertType("WildNumber", "Wild", DataKind.Single))
            .Append(_ml.Transforms.CopyColumns("Copy", "Height"))
            .Append(_ml.Transforms.Concatenate("Features", "OneHot", "WildNumber", "Height", "Petals"))
            .Append(_ml.Transforms.DropColumns("Copy"))
            .Append(_ml.Transforms.SelectColumns("Features", "NameAgain", "Kind"));
        ITransformer model = pipeline.Fit(Garden);
        using var folder = new MlNetCnn.Testing.TempFolder();
        string file = Path.Combine(folder.Path, "model.zip");
        _ml.Model.Save(model, Garden.Schema, file);
        ITransformer loaded = new MLContext().Model.Load(file, out _);

        IDataView before = model.Transform(Garden);
        IDataView after = loaded.Transform(Garden);
        Assert.Equal(before.Schema.Select(column => column.ToString()), after.Schema.Select(column => column.ToString()));
        Assert.Equal(["Features", "NameAgain", "Kind"], after.Schema.Select(column => column.Name));
        Assert.Equal(before.GetColumn<float[]>("Features"), after.GetColumn<float[]>("Features"));
        Assert.Equal([1, 0, 0, 0, 0.5f, 1, 2, 3], after.GetColumn<float[]>("Features").First());
        Assert.Equal(Flower.Garden.Select(flower => flower.Name), after.GetColumn<string>("NameAgain"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        after.Schema["Features"].GetSlotNames(ref names);
        Assert.Equal(["OneHot.rose", "OneHot.poppy", "OneHot.daisy", "WildNumber", "Height", "", "", ""], names.DenseValues().Select(text => text.ToString()));
    }

    [Fact]
    public void A_single_transformer_is_saved_where_a_chain_would_be()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("Again", "Height").Fit(Garden), Garden.Schema, stream);
        using var archive = new ZipArchive(stream);
        Assert.Contains("TransformerChain/Model.key", archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void What_is_no_zip_is_refused()
        => Assert.Throws<FormatException>(() => _ml.Model.Load(new MemoryStream([1, 2, 3, 4]), out _));

    [Fact]
    public void A_truncated_model_is_refused()
    {
        byte[] zip = SaveThirdParty();
        ThirdParty.Register(_ml);
        for (int length = 0; length < zip.Length; length += 97)
            Assert.ThrowsAny<Exception>(() => _ml.Model.Load(new MemoryStream(zip, 0, length), out _));
    }

    [Fact]
    public void Changed_bytes_are_refused_or_harmless_and_never_exhaust_memory()
    {
        byte[] zip = SaveThirdParty();
        var random = new Random(5);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] changed = [.. zip];
            for (int i = 0; i < 3; i++)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var ml = new MLContext();
            ThirdParty.Register(ml);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exception? error = Record.Exception(() => ml.Model.Load(new MemoryStream(changed), out _));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64_000_000);
            if (error != null)
                Assert.False(error is OutOfMemoryException or NullReferenceException or IndexOutOfRangeException, error.ToString());
        }
    }

    [Fact]
    public void Changed_bytes_inside_entries_are_refused_or_harmless()
    {
        byte[] zip = SaveThirdParty();
        var random = new Random(6);
        for (int trial = 0; trial < 300; trial++)
        {
            byte[] changed = Rewrite(zip, bytes =>
            {
                if (bytes.Length > 0)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            });
            var ml = new MLContext();
            ThirdParty.Register(ml);
            Exception? error = Record.Exception(() => ml.Model.Load(new MemoryStream(changed), out _));
            while (error is TargetInvocationException or InvalidOperationException { InnerException: not null })
                error = error.InnerException;
            Assert.False(error is OutOfMemoryException or NullReferenceException or IndexOutOfRangeException or OverflowException, error?.ToString());
        }
    }

    [Fact]
    public void An_entry_that_states_an_impossible_size_is_refused_before_it_is_unpacked()
    {
        byte[] zip = SaveThirdParty();
        // The uncompressed size stands 24 bytes into each record of the central directory, whose signature is PK 1 2.
        int at = zip.AsSpan().IndexOf("PK\x01\x02"u8);
        while (at >= 0)
        {
            BitConverter.TryWriteBytes(zip.AsSpan(at + 24), 2_000_000_000);
            int next = zip.AsSpan(at + 4).IndexOf("PK\x01\x02"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }
        var error = Assert.Throws<FormatException>(() => _ml.Model.Load(new MemoryStream(zip), out _));
        Assert.Contains("cannot unpack to", error.Message);
    }

    [Fact]
    public void Saving_and_loading_leaves_no_temporary_file()
    {
        using var folder = new MlNetCnn.Testing.TempFolder();
        _ml.TempFilePath = folder.Path;
        ThirdParty.Register(_ml);
        _ml.Model.Load(new MemoryStream(SaveThirdParty()), out _);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private byte[] SaveThirdParty()
    {
        ITransformer model = _ml.Transforms.Conversion.MapValueToKey("Kind", "Name")
            .Append(new ThirdParty.ScalerEstimator(3)).Fit(Garden);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, Garden.Schema, stream);
        return stream.ToArray();
    }

    private static byte[] Rewrite(byte[] zip, Action<byte[]> change)
    {
        using var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(zip)))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (Stream stream = entry.Open())
                    stream.CopyTo(content);
                byte[] bytes = content.ToArray();
                change(bytes);
                using Stream output = target.CreateEntry(entry.FullName).Open();
                output.Write(bytes);
            }
        }
        return result.ToArray();
    }
}
