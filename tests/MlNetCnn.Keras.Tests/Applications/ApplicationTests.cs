namespace MlNetCnn.Keras.Tests;

public class ApplicationTests
{
    [Fact]
    public void The_pooling_is_that_of_the_applications_own_classifier()
    {
        foreach (var info in Applications.All)
        {
            var model = info.Create(includeTop: true);
            var after = model.Calls.Single(c => c.Inputs.Any(t => t.Layer.Name == info.FeatureLayer)).Layer;
            Assert.Equal(info.Pooling, after is Layers.GlobalAveragePooling2D ? FeaturePooling.Average : after is Layers.GlobalMaxPooling2D ? FeaturePooling.Max : FeaturePooling.None);
        }
    }

    [Theory]
    [InlineData("vgg16", 138_357_544, 14_714_688, 512)]
    [InlineData("vgg19", 143_667_240, 20_024_384, 512)]
    [InlineData("xception", 22_910_480, 20_861_480, 2048)]
    [InlineData("inception_v3", 23_851_784, 21_802_784, 2048)]
    [InlineData("resnet50", 25_636_712, 23_587_712, 2048)]
    [InlineData("mobilenetv2", 3_538_984, 2_257_984, 1280)]
    [InlineData("mobilenet", 4_253_864, 3_228_864, 1024)]
    [InlineData("mobilenet_0.75", 2_601_976, 1_832_976, 768)]
    public void Parameters_are_Keras_numbers(string name, long withTop, long withoutTop, int features)
    {
        var application = Applications.ByName(name);
        var top = application.Create();
        Assert.Equal(withTop, top.CountParams());
        Assert.Equal([application.DefaultSize, application.DefaultSize, 3], top.InputShape);
        Assert.Equal([1000], top.OutputShape);
        var notop = application.Create(includeTop: false);
        Assert.Equal(withoutTop, notop.CountParams());
        Assert.Equal([Shape.Unknown, Shape.Unknown, features], notop.OutputShape);
        Assert.Same(notop.Outputs[0].Layer, notop.GetLayer(application.FeatureLayer));
        Assert.NotNull(top.GetLayer(application.FeatureLayer));
    }

    [Fact]
    public void Names_are_Keras_3s()
    {
        Assert.Equal("vgg16", Applications.Vgg16(includeTop: false).Name);
        var mobile = Applications.MobileNet(alpha: 0.75);
        Assert.Equal("mobilenet_0.75_224", mobile.Name);
        Assert.Equal("mobilenet_1.00_None", Applications.MobileNet(includeTop: false).Name);
        Assert.Equal(
            ["input_layer", "conv1", "conv1_bn", "conv1_relu", "conv_dw_1", "conv_dw_1_bn", "conv_dw_1_relu", "conv_pw_1", "conv_pw_1_bn", "conv_pw_1_relu", "conv_pad_2"],
            mobile.Layers.Take(11).Select(l => l.Name));
        Assert.Equal(["global_average_pooling2d", "dropout", "conv_preds", "reshape_2", "predictions"], mobile.Layers.TakeLast(5).Select(l => l.Name));
    }

    [Fact]
    public void Pooling_follows_the_feature_map()
    {
        Assert.Equal([512], Applications.Vgg16(includeTop: false, pooling: FeaturePooling.Average).OutputShape);
        Assert.Equal([256], Applications.MobileNet(includeTop: false, alpha: 0.25, pooling: FeaturePooling.Max).OutputShape);
    }

    [Fact]
    public void Mistakes_are_explained()
    {
        Assert.Contains("at least 32x32", Assert.Throws<ArgumentException>(() => Applications.Vgg16(includeTop: false, inputShape: [31, 64, 3])).Message);
        Assert.Contains("known input size", Assert.Throws<ArgumentException>(() => Applications.Vgg16(inputShape: [Shape.Unknown, 64, 3])).Message);
        Assert.Contains("mobilenet_0.75", Assert.Throws<ArgumentException>(() => Applications.ByName("resnet9000")).Message);
    }

    [Fact]
    public void The_pooling_is_named_as_Keras_names_it()
    {
        static string Last(Model model) => model.Layers[^1].Name;
        Assert.Equal("avg_pool", Last(Applications.ResNet50(includeTop: false, pooling: FeaturePooling.Average)));
        Assert.Equal("max_pool", Last(Applications.ResNet50(includeTop: false, pooling: FeaturePooling.Max)));
        Assert.Equal("global_average_pooling2d", Last(Applications.Xception(includeTop: false, pooling: FeaturePooling.Average)));
        Assert.Equal("global_max_pooling2d", Last(Applications.InceptionV3(includeTop: false, pooling: FeaturePooling.Max)));
        Assert.Equal("global_max_pooling2d", Last(Applications.MobileNetV2(includeTop: false, pooling: FeaturePooling.Max)));
    }

    [Fact]
    public void Each_builds_at_any_size_from_its_least()
    {
        foreach (var info in Applications.All)
        {
            Assert.Contains($"at least {info.MinimumSize}x{info.MinimumSize}", Assert.Throws<ArgumentException>(() => info.Create(includeTop: false, inputShape: [400, info.MinimumSize - 1, 3])).Message);
            for (var size = info.MinimumSize; size <= 331; size += 13)
            {
                var model = info.Create(includeTop: false, inputShape: [size, 331 + info.MinimumSize - size, 3]);
                Assert.True(model.OutputShape.IsKnown && model.OutputShape.All(d => d > 0), $"{info} at {size}: {model.OutputShape}");
            }
        }
    }

    [Fact]
    public void The_published_files_are_those_of_Keras_3_12()
    {
        const string At = "https://storage.googleapis.com/tensorflow/keras-applications/";
        string[] Files(string name) => [.. Applications.ByName(name).Weights.Select(w => $"{w.Url.AbsoluteUri[At.Length..]} {w.IncludesTop} {w.Size} {w.Hash}")];
        Assert.All(Applications.All.SelectMany(a => a.Weights), w => Assert.StartsWith(At, w.Url.AbsoluteUri));
        Assert.Equal(
            ["resnet/resnet50_weights_tf_dim_ordering_tf_kernels.h5 True  2cb95161c43110f7111970584f804107", "resnet/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5 False  4d473c1dd8becc155b73f8504c6f6626"],
            Files("resnet50"));
        Assert.Equal("mobilenet/mobilenet_7_5_160_tf_no_top.h5 False 160 ", Files("mobilenet_0.75")[5]);
        Assert.Equal("mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_224.h5 True 224 ", Files("mobilenetv2_1.4")[0]);
        Assert.Equal("mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_96_no_top.h5 False 96 ", Files("mobilenetv2_0.50")[^1]);
        // One file name is published once, 7 networks with and without their tops: 5 with one size, 4 widths of 4 sizes, 4 widths of 5 and 2 of one.
        Assert.Equal(2 * (5 + 16 + 20 + 2), Applications.All.SelectMany(a => a.Weights).Select(w => w.FileName).Distinct().Count());
    }

    [Fact]
    public void Every_application_has_its_preprocessing()
    {
        Assert.Equal(Preprocessing.Caffe, Applications.ByName("VGG19").Preprocessing);
        Assert.Equal(Preprocessing.Tf, Applications.ByName("mobilenet_0.25").Preprocessing);
        Assert.Equal(["resnet50", "vgg16", "vgg19"], Applications.All.Where(a => a.Preprocessing == Preprocessing.Caffe).Select(a => a.Name));
        Assert.All(Applications.All, a => Assert.True(a.Preprocessing is Preprocessing.Caffe or Preprocessing.Tf));
        Assert.Equal(15, Applications.All.Count);
    }

    [Fact]
    public void Class_names_are_read()
    {
        var classes = ImageNetClasses.Load(Testing.TestData.Path("imagenet", "imagenet_class_index.json"));
        Assert.Equal(1000, classes.Count);
        Assert.Equal(("African_elephant", "n02504458"), (classes.Name(386), classes.WordNetId(386)));
        Assert.Equal(386, classes.IndexOf("African_elephant"));
        Assert.Contains("African_elephant", Assert.Throws<ArgumentException>(() => classes.IndexOf("african elephant")).Message);
    }

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("""{"0": ["a", "b"], "2": ["a", "b"]}""", "no class 1")]
    [InlineData("""{"0": ["a"]}""", "$.0")]
    [InlineData("{", "not JSON")]
    public void A_wrong_class_index_is_refused(string json, string message)
    {
        using var folder = new Testing.TempFolder();
        File.WriteAllText(folder.File("index.json"), json);
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => ImageNetClasses.Load(folder.File("index.json"))).Message);
    }
}
