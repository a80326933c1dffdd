using System.Text.Json;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

/// <summary>The spelling of Keras 1, after get_config() of 1.2.2 in the files that each test names.</summary>
public class Keras1ConfigTests
{
    private const string Old = "\"W_regularizer\": null, \"b_regularizer\": null, \"activity_regularizer\": null, \"W_constraint\": null, \"b_constraint\": null, \"bias\": true";

    /// <summary>keras/layers/convolutional.py, core.py, pooling.py, normalization.py, noise.py, advanced_activations.py: old to today's properties.</summary>
    [Theory]
    [InlineData("""{"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 8, "nb_row": 3, "nb_col": 2, "init": "he_normal", "activation": "relu", "border_mode": "same", "subsample": [2, 1], "dim_ordering": "tf", OLD}}""",
        "Conv2D", """{"filters": 8, "kernel_size": [3, 2], "strides": [2, 1], "padding": "same", "activation": "relu", "use_bias": true, "data_format": "channels_last", "kernel_initializer": "HeNormal"}""")]
    [InlineData("""{"class_name": "AtrousConvolution2D", "config": {"name": "c", "nb_filter": 8, "nb_row": 3, "nb_col": 3, "init": "uniform", "activation": "linear", "border_mode": "valid", "subsample": [1, 1], "atrous_rate": [2, 2], "dim_ordering": "tf", OLD}}""",
        "Conv2D", """{"dilation_rate": [2, 2], "kernel_initializer": "RandomUniform"}""")]
    [InlineData("""{"class_name": "SeparableConvolution2D", "config": {"name": "c", "nb_filter": 8, "nb_row": 3, "nb_col": 3, "init": "one", "activation": "linear", "border_mode": "valid", "subsample": [1, 1], "depth_multiplier": 2, "dim_ordering": "tf", "bias": false}}""",
        "SeparableConv2D", """{"filters": 8, "depth_multiplier": 2, "use_bias": false, "depthwise_initializer": "Ones", "pointwise_initializer": "Ones"}""")]
    [InlineData("""{"class_name": "Deconvolution2D", "config": {"name": "c", "nb_filter": 2, "nb_row": 3, "nb_col": 3, "init": "normal", "activation": "linear", "border_mode": "same", "subsample": [2, 2], "dim_ordering": "tf", "output_shape": [null, 18, 18, 2], OLD}}""",
        "Conv2DTranspose", """{"filters": 2, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same", "kernel_initializer": "RandomNormal"}""")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "output_dim": 4, "init": "lecun_uniform", "activation": "tanh", "input_dim": 3, "bias": false, "W_regularizer": {"name": "L1L2Regularizer", "l1": 0.0, "l2": 0.25}, "b_regularizer": null, "W_constraint": {"name": "MaxNorm", "m": 3, "axis": 0}, "b_constraint": {"name": "NonNeg"}}}""",
        "Dense", """{"units": 4, "use_bias": false, "kernel_initializer": "LecunUniform", "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.25}}, "kernel_constraint": {"class_name": "MaxNorm", "config": {"max_value": 3, "axis": 0}}, "bias_constraint": "NonNeg"}""")]
    [InlineData("""{"class_name": "MaxPooling2D", "config": {"name": "p", "pool_size": [3, 2], "strides": [2, 2], "border_mode": "same", "dim_ordering": "tf"}}""", "MaxPooling2D", """{"pool_size": [3, 2], "strides": [2, 2], "padding": "same"}""")]
    [InlineData("""{"class_name": "GlobalAveragePooling2D", "config": {"name": "p", "dim_ordering": "th"}}""", "GlobalAveragePooling2D", """{"data_format": "channels_first"}""")]
    [InlineData("""{"class_name": "BatchNormalization", "config": {"name": "b", "epsilon": 0.01, "mode": 0, "axis": -1, "gamma_regularizer": {"name": "L1L2Regularizer", "l1": 0.5, "l2": 0.0}, "beta_regularizer": null, "momentum": 0.5}}""",
        "BatchNormalization", """{"epsilon": 0.01, "momentum": 0.5, "gamma_regularizer": {"class_name": "L1L2", "config": {"l1": 0.5, "l2": 0.0}}}""")]
    [InlineData("""{"class_name": "ZeroPadding2D", "config": {"name": "z", "padding": {"top_pad": 1, "right_pad": 3}}}""", "ZeroPadding2D", """{"padding": [[1, 0], [0, 3]]}""")]
    [InlineData("""{"class_name": "ZeroPadding2D", "config": {"name": "z", "padding": [1, 2, 3, 4]}}""", "ZeroPadding2D", """{"padding": [[1, 2], [3, 4]]}""")]
    [InlineData("""{"class_name": "ZeroPadding2D", "config": {"name": "z", "padding": [1, 2]}}""", "ZeroPadding2D", """{"padding": [[1, 1], [2, 2]]}""")]
    [InlineData("""{"class_name": "Dropout", "config": {"name": "d", "p": 0.25}}""", "Dropout", """{"rate": 0.25}""")]
    [InlineData("""{"class_name": "SpatialDropout2D", "config": {"name": "d", "p": 0.25}}""", "SpatialDropout2D", """{"rate": 0.25, "data_format": "channels_last"}""")]
    [InlineData("""{"class_name": "GaussianNoise", "config": {"name": "g", "sigma": 0.25}}""", "GaussianNoise", """{"stddev": 0.25}""")]
    [InlineData("""{"class_name": "GaussianDropout", "config": {"name": "g", "p": 0.25}}""", "GaussianDropout", """{"rate": 0.25}""")]
    [InlineData("""{"class_name": "LeakyReLU", "config": {"name": "l", "alpha": 0.25}}""", "LeakyReLU", """{"negative_slope": 0.25}""")]
    [InlineData("""{"class_name": "PReLU", "config": {"name": "l", "init": "one"}}""", "PReLU", """{"alpha_initializer": "Ones"}""")]
    [InlineData("""{"class_name": "ThresholdedReLU", "config": {"name": "l", "theta": 0.25}}""", "ReLU", """{"threshold": 0.25, "max_value": null}""")]
    public void A_layer_of_Keras_1_is_read(string old, string className, string properties)
    {
        var model = OfLayers(old.Replace("OLD", Old, StringComparison.Ordinal));
        using var written = JsonDocument.Parse(model.ToJson());
        var entry = written.RootElement.GetProperty("config").GetProperty("layers")[1];
        Assert.Equal(className, entry.GetProperty("class_name").GetString());
        using var expected = JsonDocument.Parse(properties);
        foreach (var property in expected.RootElement.EnumerateObject())
        {
            var found = entry.GetProperty("config").GetProperty(property.Name);
            if (property.Value.ValueKind == JsonValueKind.String && found.ValueKind == JsonValueKind.Object) Assert.Equal(property.Value.GetString(), found.GetProperty("class_name").GetString());
            else if (property.Value.ValueKind == JsonValueKind.Object) JsonCompare.Contains(property.Value, found, property.Name);
            else JsonCompare.Same(property.Value, found, property.Name);
        }
    }

    [Theory]
    [InlineData("""{"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": "8", "nb_row": 3, "nb_col": 3}}""", "$.config.layers[1].config.nb_filter: an integer is expected", ModelFormatReason.Malformed)]
    [InlineData("""{"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 8, "nb_row": 3, "nb_col": 3, "border_mode": "full"}}""", "not 'full'", ModelFormatReason.Malformed)]
    [InlineData("""{"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 8, "nb_row": 3, "nb_col": 3, "W_regularizer": {"name": "L1L2Regularizer", "l2": -1}}}""", "config.W_regularizer.config: A factor", ModelFormatReason.Malformed)]
    [InlineData("""{"class_name": "BatchNormalization", "config": {"name": "b", "mode": 1}}""", "the layer 'b' (BatchNormalization) has mode 1", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "BatchNormalization", "config": {"name": "b", "mode": 2}}""", "has mode 2", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "Highway", "config": {"name": "h"}}""", "the layer 'h' is of the class Highway, which is no layer", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "MaxoutDense", "config": {"name": "h"}}""", "the layer 'h' is of the class MaxoutDense, which is no layer", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "ParametricSoftplus", "config": {"name": "h"}}""", "the layer 'h' is of the class ParametricSoftplus, which is no layer", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "SReLU", "config": {"name": "h"}}""", "the layer 'h' is of the class SReLU, which is no layer", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "Deconvolution2D", "config": {"name": "c", "nb_filter": 2, "nb_row": 3, "nb_col": 3, "subsample": [2, 2], "output_shape": [null, 20, 20, 2]}}""", "'c' makes (None, 19, 19, 2), and the file asks for the output_shape (None, 20, 20, 2)", ModelFormatReason.Unsupported)]
    public void What_cannot_be_read_is_named_as_the_file_names_it(string layer, string message, ModelFormatReason reason)
    {
        var e = Assert.Throws<ModelFormatException>(() => OfLayers(layer));
        Assert.Contains(message, e.Message);
        Assert.Equal(reason, e.Reason);
    }

    /// <summary>ZeroPadding2D, Cropping2D and UpSampling2D of 1.2.2 do not write their dim_ordering: it was a setting of Keras, and shows in the other layers.</summary>
    [Fact]
    public void A_dim_ordering_that_is_not_written_is_that_of_the_others()
    {
        var model = Model.FromJson($$$"""
            {"class_name": "Sequential", "config": [
              {"class_name": "ZeroPadding2D", "config": {"name": "z", "batch_input_shape": [null, 3, 8, 9], "input_dtype": "float32", "padding": [1, 2]}},
              {"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 5, "nb_row": 3, "nb_col": 3, "border_mode": "same", "dim_ordering": "th", {{{Old}}}}},
              {"class_name": "BatchNormalization", "config": {"name": "b", "mode": 0, "axis": 1}},
              {"class_name": "UpSampling2D", "config": {"name": "u", "size": [2, 2]}},
              {"class_name": "Cropping2D", "config": {"name": "k", "cropping": [[1, 0], [0, 2]]}},
              {"class_name": "Flatten", "config": {"name": "f"}}]}
            """);
        Assert.Equal([5, 19, 24], model.GetLayer("k").Nodes[0].Outputs[0].Shape);
        Assert.Equal(5, model.GetLayer("b").Weights[0].Shape[0]);
        // Keras 1 laid the picture out as it was, channels first.
        Assert.Equal(DataFormat.ChannelsLast, ((Flatten)model.GetLayer("f")).DataFormat);
    }

    /// <summary>The class Merge of keras/engine/topology.py, as the function merge() left it in a functional model.</summary>
    [Theory]
    [InlineData("sum", "Add")]
    [InlineData("mul", "Multiply")]
    [InlineData("ave", "Average")]
    [InlineData("max", "Maximum")]
    [InlineData("concat", "Concatenate")]
    public void A_merge_is_the_layer_of_its_mode(string mode, string className)
    {
        var model = Merged(mode, "raw");
        var layer = model.GetLayer("m");
        Assert.Equal(className, layer.ClassName);
        Assert.Equal(mode == "concat" ? 8 : 4, model.OutputShape[0]);
    }

    [Theory]
    [InlineData("dot", "raw", "Merge of mode 'dot'", ModelFormatReason.Unsupported)]
    [InlineData("cos", "raw", "Merge of mode 'cos'", ModelFormatReason.Unsupported)]
    [InlineData("my_merge", "function", "mode is a function", ModelFormatReason.Code)]
    [InlineData("4wEAAAA=", "lambda", "mode is a function", ModelFormatReason.Code)]
    public void A_merge_by_code_is_refused(string mode, string type, string message, ModelFormatReason reason)
    {
        var e = Assert.Throws<ModelFormatException>(() => Merged(mode, type));
        Assert.Contains(message, e.Message);
        Assert.Equal(reason, e.Reason);
    }

    /// <summary>Sequential.get_config() of keras/models.py: a list that begins with a Merge, which holds the models it merges.</summary>
    [Fact]
    public void A_Sequential_that_merges_models_has_their_inputs()
    {
        var model = Model.FromJson("""
            {"class_name": "Sequential", "config": [
              {"class_name": "Merge", "config": {"name": "m", "mode": "mul", "mode_type": "raw", "concat_axis": -1, "layers": [
                {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "a", "output_dim": 4, "batch_input_shape": [null, 3]}}]},
                {"class_name": "Sequential", "config": [
                  {"class_name": "Merge", "config": {"name": "n", "mode": "sum", "mode_type": "raw", "layers": [
                    {"class_name": "Dense", "config": {"name": "b", "output_dim": 4, "batch_input_shape": [null, 2]}},
                    {"class_name": "InputLayer", "config": {"name": "i", "batch_input_shape": [null, 4], "input_dtype": "float32"}}]}}]}]}},
              {"class_name": "Dense", "config": {"name": "d", "output_dim": 1}}]}
            """);
        Assert.Equal([3, 2, 4], model.Inputs.Select(i => i.Shape[0]));
        Assert.Equal([1], model.OutputShape);
        Assert.Equal(16 + 12 + 5, model.CountParams());
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    /// <summary>Keras 1 and 2.0 to 2.2.2: the configuration of a Sequential is the list of its layers, also of one that a Sequential begins with.</summary>
    [Fact]
    public void A_Sequential_may_begin_with_a_Sequential()
    {
        var model = Model.FromJson("""
            {"class_name": "Sequential", "config": [
              {"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "a", "units": 4, "batch_input_shape": [null, 3]}}, {"class_name": "Dense", "config": {"name": "b", "units": 5}}]},
              {"class_name": "Dense", "config": {"name": "c", "units": 2}}], "keras_version": "2.1.5"}
            """);
        Assert.Equal([3], model.InputShape);
        Assert.Equal(["a/kernel", "a/bias", "b/kernel", "b/bias", "c/kernel", "c/bias"], model.Weights.Select(w => w.Path));
    }

    private static Model OfLayers(string layer) => Model.FromJson($$$"""
        {"class_name": "Sequential", "config": {"name": "s", "layers": [
          {"class_name": "InputLayer", "config": {"name": "i", "batch_input_shape": [null, 9, 9, 3], "input_dtype": "float32", "sparse": false}}, {{{layer}}}]}}
        """.Replace("[null, 9, 9, 3]", layer.Contains("input_dim", StringComparison.Ordinal) ? "[null, 3]" : "[null, 9, 9, 3]", StringComparison.Ordinal));

    private static Model Merged(string mode, string type) => Model.FromJson($$$"""
        {"class_name": "Model", "config": {"name": "model_1", "layers": [
          {"class_name": "InputLayer", "name": "a", "config": {"name": "a", "batch_input_shape": [null, 4], "input_dtype": "float32", "sparse": false}, "inbound_nodes": []},
          {"class_name": "InputLayer", "name": "b", "config": {"name": "b", "batch_input_shape": [null, 4], "input_dtype": "float32", "sparse": false}, "inbound_nodes": []},
          {"class_name": "Merge", "name": "m", "config": {"name": "m", "mode": "{{{mode}}}", "mode_type": "{{{type}}}", "concat_axis": 1, "dot_axes": -1, "output_shape": null, "output_shape_type": "raw", "arguments": {}},
           "inbound_nodes": [[["a", 0, 0], ["b", 0, 0]]]}],
          "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["m", 0, 0]]}, "keras_version": "1.2.2"}
        """);
}
