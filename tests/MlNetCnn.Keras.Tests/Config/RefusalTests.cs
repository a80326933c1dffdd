namespace MlNetCnn.Keras.Tests;

public class RefusalTests
{
    private const string Input = """{"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_input_shape": [null, 8, 8, 3]}, "inbound_nodes": []}""";

    [Theory]
    [InlineData("""{"class_name": "Lambda", "config": {"name": "evil", "function": ["4wE=", null, null]}}""", "'evil' is a Lambda: it holds code")]
    [InlineData("""{"class_name": "TFOpLambda", "config": {"name": "op", "function": "math.add"}}""", "'op' is a TFOpLambda")]
    [InlineData("""{"class_name": "LSTM", "config": {"name": "l", "units": 3}}""", "$.config.layers[0]: the layer 'l' is of the class LSTM, which is no layer that can be read. Nearest: ")]
    [InlineData("""{"module": "builtins", "class_name": "Dense", "config": {"name": "d", "units": 3}, "registered_name": "Dense"}""", "module 'builtins'")]
    [InlineData("""{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 3}, "registered_name": "Mine>Dense"}""", "'Mine>Dense', a custom class")]
    [InlineData("""{"class_name": "Conv2D", "config": {"name": "c", "filters": 3, "kernel_size": 3, "data_format": "channels_middle"}}""", "data_format is 'channels_last' or 'channels_first', not 'channels_middle'")]
    [InlineData("""{"class_name": "Rescaling", "config": {"name": "r", "scale": 3, "data_format": "channels_first"}}""", "the layer 'r' (Rescaling) has data_format channels_first")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 3, "kernel_regularizer": {"class_name": "L2", "config": {"l2": -1}}}}""", "$.config.layers[0].config.kernel_regularizer.config: A factor")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 3, "bias_constraint": {"class_name": "MaxNorm", "config": {"max_value": "big"}}}}""", "$.config.layers[0].config.bias_constraint.config.max_value")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 3, "activation": "snake"}}""", "$.config.layers[0].config.activation: one of linear")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 3, "activation": {"class_name": "PReLU", "config": {"name": "p"}}}}""", "the layer 'd' (Dense) has the layer PReLU as its activation; only layers without weights")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 3, "kernel_initializer": {"class_name": "Evil", "config": {}}}}""", "Evil, which is no initializer that can be read. Nearest: ")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 0}}""", "units")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": "3"}}""", "$.config.layers[0].config.units: an integer is expected, found \"3\"")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 3, "dtype": "int8"}}""", "computes in int8")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "a/b", "units": 3}}""", "must not be empty nor hold a slash")]
    [InlineData("""{"class_name": "Dense", "config": [1]}""", "$.config.layers[0].config: a JSON object is expected")]
    [InlineData("""{"class_name": "Conv2D", "config": {"name": "c", "filters": 2147483647, "kernel_size": [2147483647, 2147483647], "batch_input_shape": [null, 8, 8, 3]}}""", "more than")]
    [InlineData("""{"class_name": "ZeroPadding2D", "config": {"name": "z", "padding": 2147483647, "batch_input_shape": [null, 8, 8, 3]}}""", "more than an array can hold")]
    [InlineData("""{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 99999, 99999, 3]}}""", "more than fit into memory")]
    [InlineData("""{"class_name": "Dropout", "config": {"name": "d", "rate": 1.5}}""", "rate")]
    [InlineData("""{"class_name": "SpatialDropout2D", "config": {"name": "d", "rate": 1}}""", "rate")]
    [InlineData("""{"class_name": "UpSampling2D", "config": {"name": "u", "interpolation": "area"}}""", "interpolation is 'nearest', 'bilinear', 'bicubic', 'lanczos3' or 'lanczos5', not 'area'")]
    [InlineData("""{"class_name": "Conv1D", "config": {"name": "c"}}""", "Nearest: Conv2D, ")]
    [InlineData("""{"class_name": "Conv1D", "config": {"name": "c"}}""", "It works on sequences, and only networks of pictures (2-D) can be read.")]
    [InlineData("""{"class_name": "Conv3DTranspose", "config": {"name": "c"}}""", "It works on volumes or films")]
    [InlineData("""{"class_name": "MultiHeadAttention", "config": {"name": "c"}}""", "It belongs to transformers")]
    [InlineData("""{"class_name": "ConvLSTM2D", "config": {"name": "c"}}""", "It is recurrent")]
    [InlineData("""{"class_name": "SpectralNormalization", "config": {"name": "c"}}""", "save the inner layer, with its kernel divided so")]
    [InlineData("""{"class_name": "RandomHeight", "config": {"name": "c", "factor": 0.2}}""", "use RandomZoom")]
    [InlineData("""{"class_name": "RandomHue", "config": {"name": "c", "factor": 0.2}}""", "vary the pictures before they reach it")]
    [InlineData("""{"class_name": "LayerNormalization", "config": {"name": "l", "rms_scaling": true}}""", "rms_scaling is not supported")]
    [InlineData("""{"class_name": "RandomRotation", "config": {"name": "r", "factor": 0.2, "fill_mode": "mirror"}}""", "fill_mode is 'reflect', 'constant', 'wrap' or 'nearest', not 'mirror'")]
    [InlineData("""{"class_name": "RandomZoom", "config": {"name": "r", "height_factor": 1.5}}""", "heightFactor lies between -1 and 1")]
    [InlineData("""{"class_name": "Softmax", "config": {"name": "s", "axis": [1, 2]}}""", "softmax over several at once is not supported")]
    [InlineData("""{"class_name": "BatchNormalization", "config": {"name": "b", "renorm": true}}""", "renorm")]
    [InlineData("""{"class_name": "Permute", "config": {"name": "p", "dims": [1, 3]}}""", "dims holds each number from 1")]
    [InlineData("""{"class_name": "Cropping2D", "config": {"name": "c", "cropping": [[1, 2], 3, 4]}}""", "$.config.layers[0].config.cropping: an integer, a list")]
    [InlineData("""{"class_name": "Normalization", "config": {"name": "n", "mean": [1.0], "variance": null}}""", "given together")]
    [InlineData("""{"class_name": "Normalization", "config": {"name": "n", "mean": ["x"], "variance": [1]}}""", "$.config.layers[0].config.mean: a number or a list of numbers")]
    [InlineData("""{"class_name": "Normalization", "config": {"name": "n", "axis": 0}}""", "Axis 0 is the batch")]
    [InlineData("""{"class_name": "Conv2DTranspose", "config": {"name": "c", "filters": 2, "kernel_size": 3, "strides": 2, "output_padding": 2}}""", "below the strides")]
    [InlineData("""{"class_name": "Conv2DTranspose", "config": {"name": "c", "filters": 2, "kernel_size": 3, "strides": 2147483647, "batch_input_shape": [null, 9, 9, 1]}}""", "more than an array can hold")]
    public void A_layer_that_cannot_be_read_is_named(string layer, string message)
    {
        var e = Assert.Throws<ModelFormatException>(() => Model.FromJson($$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{{{layer}}}]}}""", "bad.json"));
        Assert.Contains(message, e.Message);
        Assert.StartsWith("bad.json, $", e.Message);
    }

    [Theory]
    [InlineData("""[[["nowhere", 0, 0, {}]]]""", "there is no layer 'nowhere'")]
    [InlineData("""[[["i", 1, 0, {}]]]""", "there is no such call")]
    [InlineData("""[[["a", 0, 0, {}]]]""", "loop")]
    [InlineData("""[[["i", 0, 0, {"training": true}]]]""", "training=True")]
    [InlineData("""[[["i", 0, 0, {"factor": 2}]]]""", "$.config.layers[1].inbound_nodes[0].factor")]
    [InlineData("""[[["i", -1, 0, {}]]]""", "index of a call")]
    [InlineData("""[{"args": [1.5], "kwargs": {}}]""", "args")]
    [InlineData("""[{"args": [{"class_name": "__keras_tensor__", "config": {}}], "kwargs": {}}]""", "keras_history")]
    [InlineData("""[[]]""", "0 inputs")]
    public void A_wrong_connection_is_named(string nodes, string message)
    {
        var json = $$$"""
            {"class_name": "Model", "config": {"name": "m", "layers": [{{{Input}}},
              {"class_name": "Activation", "name": "a", "config": {"name": "a", "activation": "relu"}, "inbound_nodes": {{{nodes}}}}],
              "input_layers": [["i", 0, 0]], "output_layers": [["a", 0, 0]]}}
            """;
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => Model.FromJson(json)).Message);
    }

    [Fact]
    public void Two_layers_of_one_name_are_refused()
    {
        var json = $$$"""{"class_name": "Model", "config": {"name": "m", "layers": [{{{Input}}}, {{{Input}}}], "input_layers": [["i", 0, 0]], "output_layers": [["i", 0, 0]]}}""";
        Assert.Contains("two layers are named 'i'", Assert.Throws<ModelFormatException>(() => Model.FromJson(json)).Message);
    }

    [Fact]
    public void Endless_models_are_refused()
    {
        var layers = string.Join(',', Enumerable.Repeat("""{"class_name": "Flatten", "config": {}}""", 10_001));
        Assert.Contains("more than 10000 layers", Assert.Throws<ModelFormatException>(() => Model.FromJson($$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{{{layers}}}]}}""")).Message);
        var deep = string.Concat(Enumerable.Repeat("""{"class_name": "Sequential", "config": {"name": "s", "layers": [""", 200));
        Assert.Throws<ModelFormatException>(() => Model.FromJson(deep));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"class_name\": \"Sequential\"}")]
    [InlineData("{\"class_name\": \"Dense\", \"config\": {\"units\": 3}}")]
    [InlineData("{\"class_name\": \"\\ud800\", \"config\": {}}")]
    public void What_is_no_model_is_refused(string json) => Assert.Throws<ModelFormatException>(() => Model.FromJson(json));
}
