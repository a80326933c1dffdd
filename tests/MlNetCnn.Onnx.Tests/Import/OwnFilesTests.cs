using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Onnx.Tests.Import;

/// <summary>Files of this library's own writer come back as models that predict the same.</summary>
public sealed class OwnFilesTests(ITestOutputHelper output)
{
    [Theory, InlineData("MobileNet", false), InlineData("MobileNet", true), InlineData("MobileNetV2", false), InlineData("Layers", false), InlineData("Layers", true), InlineData("Shapes", false)]
    public void A_model_that_is_written_and_read_predicts_the_same(string name, bool channelsFirst)
    {
        var model = Make(name);
        using var file = new MemoryStream();
        model.WriteOnnx(file, new OnnxOptions { InputLayout = channelsFirst ? OnnxInputLayout.ChannelsFirst : OnnxInputLayout.AsModel });
        file.Position = 0;
        var loaded = OnnxModel.Load(file, name).Model;
        Assert.Equal(model.InputShape, loaded.InputShape);
        Assert.Equal(model.CountParams(), loaded.CountParams());

        var random = new RandomStream(3, name);
        var input = new Tensor(2, model.InputShape);
        foreach (ref var value in input.Span) value = (float)random.NextNormal();
        using var before = new ManagedEngine().Compile(model);
        using var after = new ManagedEngine().Compile(loaded);
        var (expected, actual) = (before.Predict([input])[0], after.Predict([input])[0]);
        output.WriteLine($"{name}: {model.Layers.Count} layers, {loaded.Layers.Count} read, largest difference {Closeness.MaxDifference(expected.Span, actual.Span):G3} of {expected.Span.ToArray().Max(Math.Abs):G3}");
        Assert.Equal(expected.Shape, actual.Shape);
        Closeness.AssertClose(expected.Span, actual.Span, absolute: 1e-6, relative: 1e-4, name);
    }

    [Fact]
    public void What_the_file_tells_besides_is_read()
    {
        using var file = new MemoryStream();
        Make("Layers").WriteOnnx(file, new OnnxOptions { ClassNames = ["cat", "dog \"x\"", "fox"], Preprocessing = Preprocessing.Caffe });
        file.Position = 0;
        var loaded = OnnxModel.Load(file, "layers");
        Assert.Equal(["cat", "dog \"x\"", "fox"], loaded.ClassNames);
        Assert.Equal(Preprocessing.Caffe, loaded.Model.InputPreprocessing);
        Assert.Equal("caffe", loaded.Metadata[OnnxMetadata.Preprocessing]);
        Assert.True(loaded.Opset >= 17);
    }

    /// <summary>Layers and activations of the conformance cases, whose shapes the file keeps: channels last.</summary>
    [Fact]
    public void Every_case_comes_back_or_is_refused_by_its_node()
    {
        var (read, refused) = (0, new List<string>());
        foreach (var one in AllCases.List.Except([.. ApplicationCases.List, .. RealCases.List]).Where(one => !one.Name.Contains("channels_first", StringComparison.Ordinal) && one.Name != "permute"))
        {
            var model = one.Build();
            using var file = new MemoryStream();
            model.WriteOnnx(file, new OnnxOptions { FoldBatchNormalization = true, Opset = 22 });
            file.Position = 0;
            Model loaded;
            try
            {
                loaded = OnnxModel.Load(file, one.Name).Model;
            }
            catch (ModelFormatException e) when (e.Reason == ModelFormatReason.Unsupported)
            {
                refused.Add(one.Name);
                continue;
            }

            var random = new RandomStream(3, one.Name);
            Tensor[] inputs = [.. model.Inputs.Select(input => new Tensor(2, input.Shape))];
            foreach (var input in inputs)
                foreach (ref var value in input.Span) value = (float)random.NextNormal();
            using var before = new ManagedEngine().Compile(model);
            using var after = new ManagedEngine().Compile(loaded);
            foreach (var (expected, actual) in before.Predict(inputs).Zip(after.Predict(inputs)))
            {
                Assert.Equal(expected.Shape, actual.Shape);
                Closeness.AssertClose(expected.Span, actual.Span, absolute: 1e-5, relative: 1e-5, one.Name);
            }

            read++;
        }

        output.WriteLine($"{read} come back; refused: {string.Join(", ", refused)}");
        Assert.True(read >= 100 && refused.Count <= 30, $"{read} come back, {refused.Count} are refused: {string.Join(", ", refused)}");
    }

    private static Model Make(string name)
    {
        var model = name switch
        {
            "MobileNet" => Applications.MobileNet(inputShape: [32, 32, 3], alpha: 0.25, classes: 5),
            "MobileNetV2" => Applications.MobileNetV2(inputShape: [32, 40, 3], alpha: 0.35, classes: 5),
            "Layers" => Layers(),
            _ => Shapes(),
        };

        // Statistics and factors that do something.
        var random = new RandomStream(1, name);
        foreach (var weight in model.Weights.Where(weight => weight.Shape.Rank == 1 || weight.Name == "alpha"))
            weight.SetValues([.. Enumerable.Range(0, (int)weight.Shape.Count).Select(_ => (weight.Name is "moving_variance" or "gamma" ? 1 : 0) + 0.3f * random.NextSingle())]);
        return model;
    }

    private static Model Layers()
    {
        var input = KerasTensor.Input([15, 14, 3], "picture");
        var x = new Conv2D(4, 3, strides: 2, padding: Padding.Same, activation: Activations.Relu).Call(new Rescaling(2, -0.5).Call(input));
        var a = new DepthwiseConv2D((3, 2), depthMultiplier: 2, padding: Padding.Same).Call(x);
        var b = new SeparableConv2D(8, 3, padding: Padding.Same, dilationRate: 2, activation: Activations.Elu).Call(x);
        x = new Concatenate().Call(new Add().Call(a, b), new Conv2D(4, 1, groups: 2).Call(x));
        x = new PReLU(sharedAxes: [1, 2]).Call(new BatchNormalization().Call(x));
        x = new MaxPooling2D(3, 2, Padding.Same).Call(new ReLU(maxValue: 6).Call(new ZeroPadding2D(((1, 0), (0, 2))).Call(x)));
        x = new Conv2DTranspose(5, 3, 2, Padding.Same).Call(x);
        x = new Multiply().Call(x, new GlobalAveragePooling2D(keepDims: true).Call(x));
        x = new AveragePooling2D(2, padding: Padding.Same).Call(new UpSampling2D(2, Interpolation.Bilinear).Call(new LeakyReLU(0.1).Call(x)));
        x = new Dense(6, Activations.Tanh).Call(new Flatten().Call(new Cropping2D(((1, 2), (0, 1))).Call(new UpSampling2D(1).Call(x))));
        x = new BatchNormalization().Call(new Dropout(0.5).Call(x));
        return new Model(input, new Dense(3, Activations.Softmax, biasInitializer: new Constant(0.1)).Call(x), "layers");
    }

    private static Model Shapes()
    {
        var input = KerasTensor.Input([6, 8, 4]);
        var x = new Permute([2, 1, 3]).Call(new Reshape([8, 6, 4]).Call(input));
        x = new Conv2D(3, 2, strides: 2, activation: Activations.HardSilu).Call(x);
        x = new Dense(4).Call(x);
        x = new GlobalMaxPooling2D().Call(new Activation(Activations.Gelu).Call(x));
        return new Model(input, new Reshape([2, 2]).Call(x));
    }
}
