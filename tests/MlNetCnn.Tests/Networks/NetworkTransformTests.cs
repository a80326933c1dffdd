using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Tests.Contract;

namespace MlNetCnn.Tests.Networks;

public sealed class NetworkTransformTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 10);

    public void Dispose() => _pictures.Dispose();

    [Theory]
    [InlineData(null, 12)]
    [InlineData("pool_1", 8 * 8 * 8)]
    public void ExtractFeatures_keeps_the_contract(string? layer, int length)
    {
        var data = Loaded();
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.ExtractFeatures("Features", "Image", SmallNets.Base(), layer), data, "Image");
        Assert.Equal(length, Assert.IsType<VectorDataViewType>(transformer.GetOutputSchema(data.Schema)["Features"].Type).Size);
    }

    [Fact]
    public void Features_may_keep_their_dimensions()
    {
        var data = Loaded();
        var view = _ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { Layer = "pool_1", Flatten = false }).Fit(data).Transform(data);
        Assert.Equal([8, 8, 8], ((VectorDataViewType)view.Schema["Features"].Type).Dimensions);
    }

    [Fact]
    public void Features_do_not_depend_on_batch_size_or_threads()
    {
        var data = Loaded();
        var expected = Features(1, 1);
        foreach (var (batch, threads) in new[] { (3, 1), (20, 2), (64, 4) }) Assert.Equal(expected, Features(batch, threads));

        List<float[]> Features(int batch, int threads)
        {
            var options = new ExtractFeaturesOptions { BatchSize = batch, Threads = threads };
            return [.. _ml.Cnn.ExtractFeatures(SmallNets.Base(), options).Fit(data).Transform(data).GetColumn<float[]>("Features")];
        }
    }

    [Fact]
    public void The_cache_serves_a_second_run_and_one_changed_picture_is_computed_alone()
    {
        using var cache = new TempFolder();
        var first = Run(out var computed, out var found);
        Assert.Equal((20, 0), (computed, found));
        var second = Run(out computed, out found);
        Assert.Equal((0, 20), (computed, found));
        Assert.Equal(first, second);

        File.Copy(_pictures.File("dark", "dark.03.png"), _pictures.File("bright", "bright.05.png"), overwrite: true);
        var image = ImageFile.Load(_pictures.File("dark", "dark.03.png"));
        image.Pixels[0] ^= 255;
        ImageFile.SavePng(image, _pictures.File("bright", "bright.05.png"));
        var third = Run(out computed, out found);
        Assert.Equal((1, 19), (computed, found));
        Assert.Equal([5], Enumerable.Range(0, 20).Where(i => !first[i].SequenceEqual(third[i])));

        List<float[]> Run(out int computedNow, out int foundNow)
        {
            var data = Loaded(20, 24);
            var model = SmallNets.Base(size: (20, 24));
            using var transformer = _ml.Cnn.ExtractFeatures(model, new ExtractFeaturesOptions { CacheFolder = cache.Path, BatchSize = 7 }).Fit(data);
            List<float[]> features = [.. transformer.Transform(data).GetColumn<float[]>("Features")];
            (computedNow, foundNow) = ((int)transformer.Statistics.Computed, (int)transformer.Statistics.FromCache);
            return features;
        }
    }

    [Fact]
    public void The_cache_does_not_serve_other_weights_or_another_layer()
    {
        using var cache = new TempFolder();
        var data = Loaded();
        var model = SmallNets.Base();
        Assert.Equal(20, Computed(model, "pool_2"));
        Assert.Equal(20, Computed(model, "conv_2"));
        Assert.Equal(0, Computed(model, "pool_2"));
        var weight = model.Weights[0];
        var values = weight.Values.ToArray();
        values[0] += 1e-3f;
        weight.SetValues(values);
        Assert.Equal(20, Computed(model, "pool_2"));

        long Computed(Model network, string layer)
        {
            using var transformer = _ml.Cnn.ExtractFeatures(network, new ExtractFeaturesOptions { CacheFolder = cache.Path, Layer = layer }).Fit(data);
            Assert.Equal(20, transformer.Transform(data).GetColumn<float[]>("Features").Count());
            return transformer.Statistics.Computed;
        }
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_made_is_named()
    {
        using var folder = new TempFolder();
        var data = Loaded();
        File.WriteAllText(folder.File("file"), "");
        var e = Assert.ThrowsAny<IOException>(() =>
        {
            using var blocked = _ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { CacheFolder = folder.File("file", "below") }).Fit(data);
            return blocked.Transform(data).GetColumn<float[]>("Features").Count();
        });
        Assert.Contains(folder.File("file"), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_transformer_serves_pictures_of_two_sizes_from_one_cache_folder()
    {
        using var cache = new TempFolder();
        var input = KerasTensor.Input([Shape.Unknown, Shape.Unknown, 3]);
        var model = new Model(input, new Keras.Layers.Conv2D(4, 3, name: "conv").Call(input), "any_size");
        using var transformer = _ml.Cnn.ExtractFeatures(model, new ExtractFeaturesOptions { CacheFolder = cache.Path }).Fit(Loaded());
        foreach (var size in new[] { 16, 12, 16, 12 })
            Assert.Equal((size - 2) * (size - 2) * 4, transformer.Transform(Loaded(size, size)).GetColumn<float[]>("Features").Select(f => f.Length).Distinct().Single());
        Assert.Equal((40, 40), (transformer.Statistics.Computed, transformer.Statistics.FromCache));
    }

    [Fact]
    public void ApplyModel_keeps_the_contract_and_names_its_slots()
    {
        var data = Loaded();
        var estimator = _ml.Cnn.ApplyModel(SmallNets.Base(head: true), new ApplyModelOptions { ClassNames = ["a", "b", "c"] });
        var transformer = TransformerContract.Check(_ml, estimator, data, "Image");
        VBuffer<ReadOnlyMemory<char>> names = default;
        transformer.GetOutputSchema(data.Schema)["Score"].Annotations.GetValue("SlotNames", ref names);
        Assert.Equal(["a", "b", "c"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void DecodePredictions_keeps_the_contract_and_sorts()
    {
        var data = Loaded();
        var scored = _ml.Cnn.ApplyModel(SmallNets.Base(head: true), new ApplyModelOptions { ClassNames = ["a", "b", "c"] }).Fit(data).Transform(data);
        var decoded = TransformerContract.Check(_ml, _ml.Cnn.DecodePredictions("Top", "Score", top: 2), scored, "Score").Transform(scored);
        var scores = scored.GetColumn<float[]>("Score").First();
        var best = scores.Index().OrderByDescending(s => s.Item).Take(2).ToList();
        Assert.Equal(best.Select(b => "abc"[b.Index].ToString()), decoded.GetColumn<ReadOnlyMemory<char>[]>("Top").First().Select(n => n.ToString()));
        Assert.Equal(best.Select(b => b.Item), decoded.GetColumn<float[]>("Top.Score").First());
    }

    [Fact]
    public void A_picture_of_another_shape_is_refused_with_both_shapes()
    {
        var data = Loaded(20, 24);
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.ExtractFeatures("Features", "Image", SmallNets.Base()).Fit(data));
        Assert.Contains("(None, 16, 16, 3)", e.Message, StringComparison.Ordinal);
        Assert.Contains("(None, 20, 24, 3)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_layer_is_refused_with_the_nearest_names()
    {
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.ExtractFeatures("Features", "Image", SmallNets.Base(), "pool_9"));
        Assert.Contains("pool_1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_lies_in_the_zip_as_a_keras_file_that_predicts_the_same()
    {
        using var folder = new TempFolder();
        var data = Loaded();
        var transformer = _ml.Cnn.ApplyModel("Score", "Image", SmallNets.Base(head: true)).Fit(data);
        _ml.Cnn.SaveModel(transformer, data.Schema, folder.File("model.zip"));
        using (var zip = System.IO.Compression.ZipFile.OpenRead(folder.File("model.zip")))
        {
            using var entry = zip.Entries.Single(e => e.Name == "Network.keras").Open();
            using var lifted = File.Create(folder.File("lifted.keras"));
            entry.CopyTo(lifted);
        }

        var model = Model.Load(folder.File("lifted.keras"));
        using var executable = new ManagedEngine().Compile(model);
        var pictures = data.GetColumn<float[]>("Image").ToList();
        var expected = transformer.Transform(data).GetColumn<float[]>("Score").ToList();
        for (var i = 0; i < pictures.Count; i++)
            Assert.Equal(expected[i], executable.Predict([new Tensor(1, [16, 16, 3], pictures[i])])[0].Span.ToArray());
    }

    [Fact]
    public void Cursors_may_be_left_early_and_run_side_by_side()
    {
        var data = Loaded();
        var view = _ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { BatchSize = 2 }).Fit(data).Transform(data);
        var expected = view.GetColumn<float[]>("Features").ToList();
        for (var i = 0; i < 20; i++) Assert.Equal(expected[0], view.GetColumn<float[]>("Features").First());
        Parallel.For(0, 4, _ => Assert.Equal(expected, view.GetColumn<float[]>("Features").ToList()));
    }

    [Fact]
    public void The_cache_does_not_serve_an_engine_of_another_arithmetic()
    {
        using var cache = new TempFolder();
        var data = Loaded();
        long Computed(IEngine engine)
        {
            using var transformer = _ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { CacheFolder = cache.Path, Engine = engine }).Fit(data);
            Assert.Equal(20, transformer.Transform(data).GetColumn<float[]>("Features").Count());
            return transformer.Statistics.Computed;
        }

        Assert.Equal(20, Computed(new ManagedEngine()));
        Assert.Equal(0, Computed(new ManagedEngine()));
        Assert.Equal(20, Computed(new HookedEngine()));
    }

    [Fact]
    public void One_transformer_caches_features_of_pictures_of_several_sizes()
    {
        using var cache = new TempFolder();
        var model = SmallNets.Base(size: (Shape.Unknown, Shape.Unknown));
        for (var pass = 0; pass < 2; pass++)
        {
            using var transformer = _ml.Cnn.ExtractFeatures(model, new ExtractFeaturesOptions { CacheFolder = cache.Path, Layer = "pool_1" }).Fit(Loaded());
            Assert.Equal(8 * 8 * 8, transformer.Transform(Loaded()).GetColumn<float[]>("Features").Last().Length);
            Assert.Equal(10 * 12 * 8, transformer.Transform(Loaded(20, 24)).GetColumn<float[]>("Features").Last().Length);
            Assert.Equal(pass == 0 ? 40 : 0, transformer.Statistics.Computed);
        }
    }

    [Fact]
    public void A_cache_that_cannot_be_written_says_why_and_the_features_come_all_the_same()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using var cache = new TempFolder();
        var data = Loaded();
        using (var first = Transformer()) Assert.Equal(20, first.Transform(data).GetColumn<float[]>("Features").Count());
        var file = Assert.Single(Directory.GetFiles(cache.Path, "*.features"));
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/full");
        using var transformer = Transformer();
        Assert.Null(transformer.Statistics.CacheFailure);
        Assert.Equal(20, transformer.Transform(data).GetColumn<float[]>("Features").Count());
        Assert.Equal(20, transformer.Statistics.Computed);
        Assert.NotNull(transformer.Statistics.CacheFailure);

        ExtractFeaturesTransformer Transformer() => _ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { CacheFolder = cache.Path }).Fit(data);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_transformer_that_another_user_disposes_of_on_the_way_goes_on(bool cached)
    {
        using var cache = new TempFolder();
        var data = Loaded();
        ExtractFeaturesTransformer? transformer = null;
        var disposals = 0;
        var engine = new HookedEngine { BeforePredict = () => { if (++disposals % 2 == 1) transformer!.Dispose(); } };
        var expected = _ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions()).Fit(data).Transform(data).GetColumn<float[]>("Features").ToList();
        transformer = _ml.Cnn.ExtractFeatures(SmallNets.Base(), new ExtractFeaturesOptions { BatchSize = 7, Engine = engine, CacheFolder = cached ? cache.Path : null }).Fit(data);
        Assert.Equal(expected, transformer.Transform(data).GetColumn<float[]>("Features").ToList());
        Assert.True(disposals >= 6, $"{disposals} predictions");
        transformer.Dispose();
    }

    private IDataView Loaded(int height = 16, int width = 16)
    {
        var paths = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var loaded = _ml.Cnn.LoadImages("Image", "ImagePath", height, width).Append(_ml.Cnn.Rescale("Image")).Fit(paths).Transform(paths);
        return loaded;
    }
}
