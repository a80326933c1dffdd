using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

/// <summary>Activations in every form that files have.</summary>
public class ActivationConfigTests
{
    /// <summary>keras/activations.py of 1.2.2, 2.3.1 and 3.15; the objects as tf-keras (2.13 on) and Keras 3 write functions that are not their own.</summary>
    [Theory]
    [InlineData("\"relu\"", "2.11.0", "relu")]
    [InlineData("\"swish\"", "2.11.0", "silu")]
    [InlineData("\"hard_swish\"", "3.9.2", "hard_silu")]
    [InlineData("\"softmax_v2\"", "2.4.0", "softmax")]
    [InlineData("\"hard_sigmoid\"", "1.2.2", "hard_sigmoid_keras2")]
    [InlineData("\"hard_sigmoid\"", "2.15.0", "hard_sigmoid_keras2")]
    [InlineData("\"hard_sigmoid\"", "3.0.0", "hard_sigmoid")]
    [InlineData("null", "2.15.0", "linear")]
    [InlineData("\"celu\"", "3.9.2", "celu")]
    [InlineData("\"hard_shrink\"", "3.9.2", "hard_shrink")]
    [InlineData("\"hard_tanh\"", "3.9.2", "hard_tanh")]
    [InlineData("\"log_sigmoid\"", "3.9.2", "log_sigmoid")]
    [InlineData("\"log_softmax\"", "3.9.2", "log_softmax")]
    [InlineData("\"soft_shrink\"", "3.9.2", "soft_shrink")]
    [InlineData("\"sparse_plus\"", "3.9.2", "sparse_plus")]
    [InlineData("\"sparse_sigmoid\"", "3.15.1", "sparse_sigmoid")]
    [InlineData("\"sparsemax\"", "3.9.2", "sparsemax")]
    [InlineData("\"squareplus\"", "3.9.2", "squareplus")]
    [InlineData("\"tanh_shrink\"", "3.9.2", "tanh_shrink")]
    [InlineData("""{"module": "builtins", "class_name": "function", "config": "gelu_approximate", "registered_name": "function"}""", "3.9.2", "gelu_approximate")]
    [InlineData("""{"class_name": "function", "config": "relu6", "module": "builtins", "registered_name": "function"}""", "2.15.0", "relu6")]
    [InlineData("""{"module": "builtins", "class_name": "function", "config": "leaky_relu", "registered_name": "leaky_relu"}""", "2.15.0", "leaky_relu")]
    [InlineData("""{"class_name": "ReLU", "config": {"name": "r", "trainable": true, "dtype": "float32", "max_value": null, "negative_slope": 0.0, "threshold": 0.0}}""", "2.11.0", "relu")]
    [InlineData("""{"class_name": "ReLU", "config": {"name": "r", "max_value": 6.0}}""", "2.11.0", "relu6")]
    [InlineData("""{"class_name": "LeakyReLU", "config": {"name": "r", "alpha": 0.2}}""", "2.11.0", "leaky_relu")]
    [InlineData("""{"class_name": "Softmax", "config": {"name": "r", "axis": -1}}""", "2.11.0", "softmax")]
    [InlineData("""{"class_name": "Activation", "config": {"name": "r", "activation": "hard_sigmoid"}}""", "2.11.0", "hard_sigmoid_keras2")]
    public void An_activation_is_read(string activation, string version, string name)
    {
        var model = OfDense(activation, version);
        Assert.Equal(name, Assert.IsType<Dense>(Assert.Single(model.Layers)).Activation.Name);
        // What is written is Keras 3's, and means the same.
        Assert.Equal(name, ((Dense)Model.FromJson(model.ToJson()).Layers[0]).Activation.Name);
    }

    /// <summary>Keras 3 has no such function: a name that it does not know makes it ask, where "hard_sigmoid" would make it compute something else.</summary>
    [Fact]
    public void The_hard_sigmoid_of_Keras_2_is_written_as_a_custom_function() => Assert.Contains(
        """
        "activation":{"module":"builtins","class_name":"function","config":"hard_sigmoid_keras2","registered_name":"function"}
        """.Trim(),
        OfDense("\"hard_sigmoid\"", "2.2.4").ToJson());

    /// <summary>Conv2D(2, 3, activation=LeakyReLU(alpha=0.1)) of tf.keras 2.11.</summary>
    [Fact]
    public void A_layer_that_is_no_function_comes_behind()
    {
        var model = OfDense("""{"class_name": "LeakyReLU", "config": {"name": "leaky_re_lu", "trainable": true, "dtype": "float32", "alpha": 0.10000000149011612}}""", "2.11.0");
        Assert.Equal(["d", "d_leaky_re_lu"], model.Layers.Select(l => l.Name));
        Assert.Equal("linear", ((Dense)model.Layers[0]).Activation.Name);
        Assert.Equal(0.1, ((LeakyReLU)model.Layers[1]).NegativeSlope, 1e-7);
    }

    [Fact]
    public void So_it_does_in_a_graph_at_every_call()
    {
        var model = Model.FromJson("""
            {"class_name": "Functional", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_input_shape": [null, 3]}, "inbound_nodes": []},
              {"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 3, "activation": {"class_name": "ELU", "config": {"name": "elu", "alpha": 0.5}}},
               "inbound_nodes": [[["i", 0, 0, {}]], [["d", 0, 0, {}]]]}],
              "input_layers": [["i", 0, 0]], "output_layers": [["d", 1, 0]]}, "keras_version": "2.11.0"}
            """);
        Assert.Equal(["i", "d", "d_elu", "d", "d_elu"], model.Calls.Select(c => c.Layer.Name));
        Assert.Equal("d_elu", model.Outputs[0].Layer.Name);
    }

    [Fact]
    public void An_activation_layer_may_hold_a_layer()
    {
        var model = Model.FromJson("""{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Activation", "config": {"name": "a", "batch_input_shape": [null, 3], "activation": {"class_name": "LeakyReLU", "config": {"name": "l", "alpha": 0.3}}}}]}, "keras_version": "2.11.0"}""");
        Assert.Equal("a", Assert.IsType<LeakyReLU>(Assert.Single(model.Layers)).Name);
        Assert.Equal([3], model.InputShape);
    }

    [Theory]
    [InlineData("""{"class_name": "__lambda__", "config": {"value": "4wE="}}""", "the activation is a lambda", ModelFormatReason.Code)]
    [InlineData("\"Custom>snake\"", "the custom function 'Custom>snake'", ModelFormatReason.Code)]
    [InlineData("""{"class_name": "Snake", "config": {}}""", "an object of class Snake", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "PReLU", "config": {"name": "p"}}""", "only layers without weights", ModelFormatReason.Unsupported)]
    [InlineData("""{"class_name": "Dense", "config": {"name": "p", "units": 3}}""", "only layers without weights", ModelFormatReason.Unsupported)]
    [InlineData("\"snake\"", "one of linear", ModelFormatReason.Unsupported)]
    [InlineData("\"glu\"", "glu halves the last axis", ModelFormatReason.Unsupported)]
    [InlineData("\"threshold\"", "threshold has no default", ModelFormatReason.Unsupported)]
    public void Code_and_what_is_not_known_is_refused(string activation, string message, ModelFormatReason reason)
    {
        var e = Assert.Throws<ModelFormatException>(() => OfDense(activation, "2.11.0"));
        Assert.Contains(message, e.Message);
        Assert.Contains("$.config.layers[0].config", e.Message);
        Assert.Equal(reason, e.Reason);
    }

    private static Model OfDense(string activation, string version) => Model.FromJson($$$"""
        {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3], "activation": {{{activation}}}}}]}, "keras_version": "{{{version}}}"}
        """);
}
