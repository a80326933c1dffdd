using System.Globalization;
using MlNetCnn.Keras;
using Tensorflow.Keras.ArgsDefinition;
using K = MlNetCnn.Keras.Layers;
using T = Tensorflow.Keras.Layers;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet;

/// <summary>Layers of TensorFlow.Keras 0.10.2 and of this library, one for the other. Both tables are closed: they hold the layers over pictures that both have.</summary>
internal static class KerasLayers
{
    /// <summary>A layer of this library.</summary>
    /// <param name="type">Name of TensorFlow.Keras's class.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="name">Its name.</param>
    /// <param name="leaveOutRegularizers">Whether regularizers are left out.</param>
    public static Layer Read(string type, LayerArgs args, string name, bool leaveOutRegularizers)
    {
        // Whole numbers are pictures' bytes; as float32 they are the same.
        if (!(args.DType is TF.TF_DataType.TF_FLOAT or TF.TF_DataType.DtInvalid || (args is InputLayerArgs && args.DType is TF.TF_DataType.TF_UINT8 or TF.TF_DataType.TF_INT32)))
            throw new NotSupportedException($"The layer '{name}' ({type}) computes in {args.DType}; here all layers compute in float32.");
        if (!leaveOutRegularizers && HasRegularizer(args))
            throw new NotSupportedException($"The layer '{name}' ({type}) has a regularizer, whose factor TensorFlow.Keras does not tell. Leave regularizers out (leaveOutRegularizers: true) and set them again.");
        Layer layer = (type, args) switch
        {
            ("InputLayer", InputLayerArgs a) => new K.InputLayer(Shape.Create([.. a.BatchInputShape.dims.Skip(1).Select(d => (int)d)]), name),
            ("Dense", DenseArgs a) => new K.Dense(a.Units, Function(a.Activation, name), a.UseBias, name: name),
            ("Conv2D", ConvolutionalArgs a) => new K.Conv2D(
                a.Filters, Size(a.KernelSize), Size(a.Strides), Padding(a.Padding), Size(a.DilationRate), a.Groups, Function(a.Activation, name), a.UseBias, dataFormat: Format(a.DataFormat), name: name),
            ("Conv2DTranspose", ConvolutionalArgs a) => new K.Conv2DTranspose(
                a.Filters, Size(a.KernelSize), Size(a.Strides), Padding(a.Padding), null, Size(a.DilationRate), Function(a.Activation, name), a.UseBias, dataFormat: Format(a.DataFormat), name: name),
            ("BatchNormalization", BatchNormalizationArgs { Renorm: false, Axis.dims: [var axis] } a) => new K.BatchNormalization((int)axis, Number(a.Momentum), Number(a.Epsilon), a.Center, a.Scale, name: name),
            ("LayerNormalization", LayerNormalizationArgs a) => new K.LayerNormalization([.. a.Axis.axis], Number(a.Epsilon), a.Center, a.Scale, name: name),
            ("MaxPooling2D", Pooling2DArgs a) => new K.MaxPooling2D(Size(a.PoolSize), Size(a.Strides), Padding(a.Padding), Format(a.DataFormat), name),
            ("AveragePooling2D", Pooling2DArgs a) => new K.AveragePooling2D(Size(a.PoolSize), Size(a.Strides), Padding(a.Padding), Format(a.DataFormat), name),
            ("GlobalAveragePooling2D", Pooling2DArgs a) => new K.GlobalAveragePooling2D(dataFormat: Format(a.DataFormat), name: name),
            ("GlobalMaxPooling2D", Pooling2DArgs a) => new K.GlobalMaxPooling2D(dataFormat: Format(a.DataFormat), name: name),
            // It keeps the noise shape (with the batch) and does nothing with it.
            ("Dropout", DropoutArgs a) => new K.Dropout(Number(a.Rate), a.Seed, name, a.NoiseShape?.dims.Select(d => (int)d).ToArray()),
            ("Flatten", FlattenArgs a) => new K.Flatten(Format(a.DataFormat), name),
            ("Reshape", ReshapeArgs { TargetShape: { } shape }) => new K.Reshape(Shape.Create([.. shape.dims.Select(d => (int)d)]), name),
            ("Permute", PermuteArgs a) => new K.Permute(a.dims, name),
            ("UpSampling2D", UpSampling2DArgs a) => new K.UpSampling2D(
                Size(a.Size), a.Interpolation == "bilinear" ? K.Interpolation.Bilinear : K.Interpolation.Nearest, Format(a.DataFormat), name),
            ("ZeroPadding2D", ZeroPadding2DArgs a) => new K.ZeroPadding2D(a.Padding is null ? 1 : Edges(a.Padding, name), name: name),
            ("Cropping2D", Cropping2DArgs a) => new K.Cropping2D(
                Edges(a.cropping, name), a.data_format == Cropping2DArgs.DataFormat.channels_first ? K.DataFormat.ChannelsFirst : K.DataFormat.ChannelsLast, name),
            ("Concatenate", MergeArgs a) => new K.Concatenate(a.Axis, name),
            ("Add", _) => new K.Add(name),
            ("Subtract", _) => new K.Subtract(name),
            ("Rescaling", RescalingArgs a) => new K.Rescaling(Number(a.Scale), Number(a.Offset), name),
            ("ELU", ELUArgs a) => new K.ELU(Number(a.Alpha), name),
            ("LeakyReLu", LeakyReLuArgs a) => new K.LeakyReLU(Number(a.Alpha), name),
            ("Softmax", SoftmaxArgs { axis.axis: [var axis] }) => new K.Softmax(axis, name),
            ("SELU" or "Softplus" or "Softsign" or "Swish" or "Tanh" or "Exponential", _) => new K.Activation(Activations.Get(type.ToLowerInvariant()), name),
            ("HardSigmoid", _) => new K.Activation(Activations.HardSigmoidKeras2, name),
            _ => throw new NotSupportedException($"The layer '{name}' of TensorFlow.Keras's class {type} has no counterpart here, as it is set."),
        };
        layer.Trainable = args.Trainable;
        return layer;
    }

    /// <summary>A layer of TensorFlow.Keras.</summary>
    /// <param name="layer">The layer; built, where it has weights.</param>
    /// <param name="leaveOutRegularizers">Whether regularizers and constraints are left out.</param>
    public static TF.Keras.ILayer Make(Layer layer, bool leaveOutRegularizers) => layer switch
    {
        _ when !leaveOutRegularizers && (layer.ActivityRegularizer is not null || layer.Weights.Any(w => w.Regularizer is not null || w.Constraint is not null)) => throw new NotSupportedException(
            $"The layer '{layer.Name}' ({layer.ClassName}) has a regularizer or a constraint, and TensorFlow.Keras 0.10.2 trains with none. Leave them out (leaveOutRegularizers: true)."),
        K.Dense l => new T.Dense(With(l, new DenseArgs { Units = l.Units, Activation = Function(l.Activation, l), UseBias = l.UseBias })),
        K.Conv2D { DataFormat: K.DataFormat.ChannelsLast } l => new T.Conv2D(With(l, new Conv2DArgs
        {
            Filters = l.Filters, KernelSize = Pair(l.KernelSize), Strides = Pair(l.Strides), Padding = Word(l.Padding), DataFormat = "channels_last", DilationRate = Pair(l.DilationRate),
            Groups = l.Groups, Activation = Function(l.Activation, l), UseBias = l.UseBias,
        })),
        // With a bias it throws when it is called.
        K.Conv2DTranspose { DataFormat: K.DataFormat.ChannelsLast, UseBias: false, OutputPadding: null, DilationRate: { Height: 1, Width: 1 } } l => new T.Conv2DTranspose(With(l, new Conv2DArgs
        {
            Filters = l.Filters, KernelSize = Pair(l.KernelSize), Strides = Pair(l.Strides), Padding = Word(l.Padding), DataFormat = "channels_last", Activation = Function(l.Activation, l),
        })),
        K.BatchNormalization { Center: true, Scale: true } l => new T.BatchNormalization(With(l, new BatchNormalizationArgs { Axis = l.Axis, Momentum = (float)l.Momentum, Epsilon = (float)l.Epsilon })),
        K.MaxPooling2D l => new T.MaxPooling2D(With(l, new MaxPooling2DArgs { PoolSize = Pair(l.PoolSize), Strides = Pair(l.Strides), Padding = Word(l.Padding), DataFormat = Word(l.DataFormat) })),
        K.AveragePooling2D l => new T.AveragePooling2D(With(l, new AveragePooling2DArgs { PoolSize = Pair(l.PoolSize), Strides = Pair(l.Strides), Padding = Word(l.Padding), DataFormat = Word(l.DataFormat) })),
        K.GlobalAveragePooling2D { KeepDims: false } l => new T.GlobalAveragePooling2D(With(l, new Pooling2DArgs { DataFormat = Word(l.DataFormat) })),
        K.GlobalMaxPooling2D { KeepDims: false } l => new T.GlobalMaxPooling2D(With(l, new Pooling2DArgs { DataFormat = Word(l.DataFormat) })),
        K.Dropout { NoiseShape: null } l => new T.Dropout(With(l, new DropoutArgs { Rate = (float)l.Rate, Seed = l.Seed })),
        K.Flatten { DataFormat: K.DataFormat.ChannelsLast } l => new T.Flatten(With(l, new FlattenArgs { DataFormat = "channels_last" })),
        K.Reshape l => new T.Reshape(With(l, new ReshapeArgs { TargetShape = new TF.Shape([.. l.TargetShape.Select(d => (long)d)]) })),
        K.Permute l => new T.Permute(With(l, new PermuteArgs { dims = [.. l.Dims] })),
        // It takes the word bilinear, and resizes nothing then.
        K.UpSampling2D { Interpolation: K.Interpolation.Nearest, DataFormat: K.DataFormat.ChannelsLast } l => new T.UpSampling2D(With(l, new UpSampling2DArgs { Size = Pair(l.Size), DataFormat = "channels_last" })),
        K.ZeroPadding2D { DataFormat: K.DataFormat.ChannelsLast } l => new T.ZeroPadding2D(With(l, new ZeroPadding2DArgs { Padding = Array(l.Padding) })),
        K.Cropping2D { DataFormat: K.DataFormat.ChannelsLast } l => new T.Cropping2D(With(l, new Cropping2DArgs { cropping = Array(l.Cropping) })),
        K.Concatenate l => new T.Concatenate(With(l, new MergeArgs { Axis = l.Axis })),
        K.Add => new T.Add(With(layer, new MergeArgs())),
        K.Subtract => new T.Subtract(With(layer, new MergeArgs())),
        K.Rescaling { Scales: [var scale], Offsets: [var offset] } => new T.Rescaling(With(layer, new RescalingArgs { Scale = (float)scale, Offset = (float)offset })),
        K.ELU l => new T.ELU(With(l, new ELUArgs { Alpha = (float)l.Alpha })),
        K.LeakyReLU l => new T.LeakyReLu(With(l, new LeakyReLuArgs { Alpha = (float)l.NegativeSlope })),
        K.ReLU { MaxValue: null, Threshold: 0 } l => new T.LeakyReLu(With(l, new LeakyReLuArgs { Alpha = (float)l.NegativeSlope })),
        K.Softmax l => new T.Softmax(With(l, new SoftmaxArgs { axis = l.Axis })),
        K.Activation l => l.Function.Name switch
        {
            "selu" => new T.SELU(With(l, new LayerArgs())),
            "softplus" => new T.Softplus(With(l, new LayerArgs())),
            "softsign" => new T.Softsign(With(l, new LayerArgs())),
            "silu" => new T.Swish(With(l, new LayerArgs())),
            "tanh" => new T.Tanh(With(l, new LayerArgs())),
            "exponential" => new T.Exponential(With(l, new LayerArgs())),
            "softmax" => new T.Softmax(With(l, new SoftmaxArgs())),
            // It has no layer of its own for relu; with a slope of 0 this is it.
            "relu" => new T.LeakyReLu(With(l, new LeakyReLuArgs { Alpha = 0 })),
            "hard_sigmoid_keras2" => new T.HardSigmoid(With(l, new LayerArgs())),
            _ => throw Missing(l, $" with the activation {l.Function}"),
        },
        _ => throw Missing(layer, ""),
    };

    private static NotSupportedException Missing(Layer layer, string detail) =>
        new($"TensorFlow.Keras 0.10.2 has no counterpart of the layer '{layer.Name}' ({layer.ClassName}{detail}) as it is set.");

    private static TArgs With<TArgs>(Layer layer, TArgs args)
        where TArgs : LayerArgs
    {
        (args.Name, args.Trainable) = (layer.Name, layer.Trainable);
        return args;
    }

    private static bool HasRegularizer(LayerArgs args) => args.ActivityRegularizer is not null || args switch
    {
        ConvolutionalArgs a => a.KernelRegularizer is not null || a.BiasRegularizer is not null,
        DenseArgs a => a.KernelRegularizer is not null || a.BiasRegularizer is not null,
        BatchNormalizationArgs a => a.BetaRegularizer is not null || a.GammaRegularizer is not null,
        LayerNormalizationArgs a => a.BetaRegularizer is not null || a.GammaRegularizer is not null,
        _ => false,
    };

    /// <summary>An activation is a delegate without a name in TensorFlow.Keras: the functions of <c>keras.activations</c> are known by being the same.</summary>
    private static ActivationFunction Function(TF.Keras.Activation? activation, string name) =>
        activation is null ? Activations.Linear : Known.FirstOrDefault(k => k.Delegate == activation) is { Function: { } function } ? function
            : throw new NotSupportedException($"The activation of the layer '{name}' is none of keras.activations: {string.Join(", ", Known.Select(k => k.Function.Name))}.");

    private static TF.Keras.Activation Function(ActivationFunction function, Layer layer) =>
        Known.FirstOrDefault(k => k.Function == function).Delegate ?? throw Missing(layer, $" with the activation {function}");

    private static (ActivationFunction Function, TF.Keras.Activation Delegate)[] Known
    {
        get
        {
            var table = TF.KerasApi.keras.activations;
            return [(Activations.Linear, table.Linear), (Activations.Relu, table.Relu), (Activations.Sigmoid, table.Sigmoid), (Activations.Softmax, table.Softmax), (Activations.Tanh, table.Tanh)];
        }
    }

    /// <summary>A float32 as the decimal number that was meant: 0.99, not 0.9900000095367432.</summary>
    private static double Number(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static K.Size2D Size(TF.Shape shape) => shape.dims is [var both] ? (int)both : ((int)shape.dims[0], (int)shape.dims[1]);

    private static TF.Shape Pair(K.Size2D size) => (size.Height, size.Width);

    private static K.Padding Padding(string padding) => padding == "same" ? K.Padding.Same : K.Padding.Valid;

    private static string Word(K.Padding padding) => padding == K.Padding.Same ? "same" : "valid";

    private static K.DataFormat Format(string? format) => format == "channels_first" ? K.DataFormat.ChannelsFirst : K.DataFormat.ChannelsLast;

    private static string Word(K.DataFormat format) => format == K.DataFormat.ChannelsFirst ? "channels_first" : "channels_last";

    /// <summary>Edges as TensorFlow.Keras has them: one number, one for each axis, or two for each.</summary>
    private static K.Edges2D Edges(TF.NumPy.NDArray edges, string name) => edges.ToArray<int>() switch
    {
        [var all] => all,
        [var height, var width] => (height, width),
        [var top, var bottom, var left, var right] => ((top, bottom), (left, right)),
        var other => throw new NotSupportedException($"The layer '{name}' has {other.Length} numbers for its edges, where 1, 2 or 4 belong."),
    };

    private static TF.NumPy.NDArray Array(K.Edges2D edges) => new(new[,] { { edges.Top, edges.Bottom }, { edges.Left, edges.Right } });
}
