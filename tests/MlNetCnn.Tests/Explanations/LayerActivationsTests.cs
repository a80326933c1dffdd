using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Tests.Contract;
using MlNetCnn.Tests.Trainers;

namespace MlNetCnn.Tests.Explanations;

public sealed class LayerActivationsTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 10);

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void It_keeps_the_contract_and_its_columns_have_the_layers_names_and_shapes()
    {
        var data = Loaded();
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.LayerActivations("Image", SmallNets.Base(head: true), "conv_1", "pool_1", "predictions"), data, "Image");
        var schema = transformer.GetOutputSchema(data.Schema);
        Assert.Equal([16, 16, 8], ((VectorDataViewType)schema["conv_1"].Type).Dimensions);
        Assert.Equal([8, 8, 8], ((VectorDataViewType)schema["pool_1"].Type).Dimensions);
        Assert.Equal([3], ((VectorDataViewType)schema["predictions"].Type).Dimensions);
    }

    [Fact]
    public void The_values_are_those_of_the_layers_whatever_the_batch_and_the_threads()
    {
        var data = Loaded();
        var model = SmallNets.Base(head: true);
        using var executable = new ManagedEngine().Compile(model, new CompileOptions { Outputs = ["conv_2", "conv_1"] });
        List<float[]> pictures = [.. data.GetColumn<float[]>("Image")];
        var expected = executable.Predict([new Tensor(pictures.Count, model.InputShape, pictures.SelectMany(p => p).ToArray())]);
        foreach (var (batch, threads) in new[] { (1, 1), (3, 1), (64, 2) })
        {
            var options = new LayerActivationsOptions { Layers = ["conv_2", "conv_1"], OutputColumnNames = ["Deep", "Shallow"], BatchSize = batch, Threads = threads };
            var view = _ml.Cnn.LayerActivations(model, options).Fit(data).Transform(data);
            Assert.Equal(expected[0].Span.ToArray(), view.GetColumn<float[]>("Deep").SelectMany(v => v).ToArray());
            Assert.Equal(expected[1].Span.ToArray(), view.GetColumn<float[]>("Shallow").SelectMany(v => v).ToArray());
        }
    }

    [Fact]
    public void All_layers_of_a_row_cost_one_pass()
    {
        var passes = 0;
        var engine = new HookedEngine { BeforePredict = () => passes++ };
        var data = Loaded();
        var view = _ml.Cnn.LayerActivations(SmallNets.Base(), new LayerActivationsOptions { Layers = ["conv_1", "pool_1", "conv_2"], Engine = engine, BatchSize = 10 }).Fit(data).Transform(data);
        Assert.Equal(20, TransformerContract.ReadAll(view, view.Schema.Where(c => c.Name.Contains('_', StringComparison.Ordinal))).Count);
        Assert.Equal(2, passes);
    }

    [Fact]
    public void Pixels_may_be_preprocessed_on_the_way_in()
    {
        var data = Loaded();
        var model = SmallNets.Base();
        var outside = _ml.Cnn.PreprocessInput("Image", Preprocessing.Caffe).Append(_ml.Cnn.Rescale("Image", 0.5f)).Append(_ml.Cnn.LayerActivations("Image", model, "conv_1")).Fit(data).Transform(data);
        var inside = _ml.Cnn.LayerActivations(model, new LayerActivationsOptions { Layers = ["conv_1"], Preprocessing = Preprocessing.Caffe, Rescale = 0.5f }).Fit(data).Transform(data);
        Assert.Equal(outside.GetColumn<float[]>("conv_1"), inside.GetColumn<float[]>("conv_1"));
    }

    [Fact]
    public void A_layer_inside_a_nested_model_is_found_by_its_name_and_by_its_path()
    {
        var data = Loaded();
        var model = new Sequential([16, 16, 3], "outer") { SmallNets.Base(), new Dense(2, "softmax", name: "top") };
        var view = _ml.Cnn.LayerActivations(model, new LayerActivationsOptions { Layers = ["small_base/conv_2", "conv_1"] }).Fit(data).Transform(data);
        Assert.Equal([6, 6, 12], ((VectorDataViewType)view.Schema["small_base/conv_2"].Type).Dimensions);
        var expected = _ml.Cnn.LayerActivations("Image", SmallNets.Base(), "conv_1", "conv_2").Fit(data).Transform(data);
        Assert.Equal(expected.GetColumn<float[]>("conv_1"), view.GetColumn<float[]>("conv_1"));
        Assert.Equal(expected.GetColumn<float[]>("conv_2"), view.GetColumn<float[]>("small_base/conv_2"));
    }

    [Fact]
    public void The_input_and_a_nested_model_as_a_whole_may_be_asked_for_too()
    {
        var data = Loaded();
        var input = KerasTensor.Input([16, 16, 3], "pixels");
        var model = new Model(input, new Dense(2, "softmax", name: "top").Call(SmallNets.Base().Call(input)));
        var view = _ml.Cnn.LayerActivations("Image", model, "pixels", "small_base").Fit(data).Transform(data);
        Assert.Equal(view.GetColumn<float[]>("Image"), view.GetColumn<float[]>("pixels"));
        var expected = _ml.Cnn.ApplyModel("Score", "Image", SmallNets.Base()).Fit(data).Transform(data);
        Assert.Equal(expected.GetColumn<float[]>("Score"), view.GetColumn<float[]>("small_base"));
    }

    [Fact]
    public void A_model_of_two_outputs_is_looked_into_and_one_of_two_inputs_is_refused()
    {
        var data = Loaded();
        var input = KerasTensor.Input([16, 16, 3], "pixels");
        var shared = new Conv2D(4, 3, name: "conv").Call(input);
        var two = new Model([input], [new Flatten(name: "flat").Call(shared), new GlobalAveragePooling2D(name: "mean").Call(shared)]);
        Assert.Equal([4], ((VectorDataViewType)_ml.Cnn.LayerActivations("Image", two, "mean", "conv").Fit(data).Transform(data).Schema["mean"].Type).Dimensions);
        var other = KerasTensor.Input([16, 16, 3], "more");
        var merged = new Model([input, other], [new Add(name: "sum").Call(input, other)]);
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations("Image", merged, "sum").Fit(data));
        Assert.Contains("one input", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_fitted_pipeline_the_network_the_column_and_the_preprocessing_are_taken_over()
    {
        var data = ConvNetData.Keyed(_ml, 24);
        var fitted = _ml.Cnn.Trainers.ConvNet(TrainedNets.Small(3), TrainedNets.Options).Fit(data);
        var raw = _ml.Cnn.LayerActivations(fitted, "conv_2", "predictions").Fit(data).Transform(fitted.Transform(data));
        foreach (var (scores, outputs) in raw.GetColumn<float[]>("Score").Zip(raw.GetColumn<float[]>("predictions"))) Assert.Equal(scores, outputs);
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations(fitted, new LayerActivationsOptions { Layers = ["conv_2"], Preprocessing = Preprocessing.Torch }));
        Assert.Contains("Torch", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations(fitted, new LayerActivationsOptions { Layers = ["conv_2"], Rescale = 3 }));
        Assert.Contains("not 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_settings_are_listed_all_at_once_and_unknown_layers_with_the_nearest()
    {
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations(SmallNets.Base(), new LayerActivationsOptions
        {
            Layers = ["conv_1", "conv_1"], InputColumnName = "", BatchSize = 0, Rescale = float.NaN, Threads = -1, Preprocessing = (Preprocessing)9,
        }));
        foreach (var name in new[] { "Layers", "InputColumnName", "BatchSize", "Rescale", "Threads", "Preprocessing" }) Assert.Contains($"- {name} is", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations(SmallNets.Base(), new LayerActivationsOptions { Layers = ["conv_1"], OutputColumnNames = ["A", "B"] }));
        Assert.Contains("OutputColumnNames is ['A', 'B']", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations("Image", SmallNets.Base()));
        Assert.Contains("Layers is []", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations("Image", SmallNets.Base(), "conv_3"));
        Assert.Contains("conv_1, conv_2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_do_not_fit_are_refused()
    {
        var data = Loaded(20, 24);
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations("Image", SmallNets.Base(), "conv_1").Fit(data));
        Assert.Contains("(None, 20, 24, 3)", e.Message, StringComparison.Ordinal);
        var grey = _ml.Data.LoadFromEnumerable(new[] { new GreyRow() });
        var model = new Sequential([4, 4, 1]) { new Conv2D(2, 3, name: "conv") };
        e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LayerActivations(model, new LayerActivationsOptions { Layers = ["conv"], Preprocessing = Preprocessing.Torch }).Fit(grey));
        Assert.Contains("three channels", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_data_give_empty_columns()
    {
        var data = _ml.Data.FilterRowsByColumn(_ml.Data.LoadFromEnumerable(new[] { new GreyRow() }), "Number", lowerBound: 5);
        var model = new Sequential([4, 4, 1]) { new Conv2D(2, 3, name: "conv") };
        Assert.Empty(_ml.Cnn.LayerActivations("Image", model, "conv").Fit(data).Transform(data).GetColumn<float[]>("conv"));
    }

    private IDataView Loaded(int height = 16, int width = 16)
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        return _ml.Cnn.LoadImages("Image", "ImagePath", height, width).Fit(data).Transform(data);
    }

    internal sealed class GreyRow
    {
        [VectorType(4, 4, 1)]
        public float[] Image { get; set; } = new float[16];

        public float Number { get; set; }
    }
}
