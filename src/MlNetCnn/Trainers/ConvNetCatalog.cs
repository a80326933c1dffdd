using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.Trainers.ConvNet</c>.</summary>
public static class ConvNetCatalog
{
    /// <summary>Trains a convnet on pictures, end to end, from the model's weights: 30 epochs of RMSprop 1e-4, as section 5.2 of the Keras book does.</summary>
    /// <param name="trainers"><c>ml.Cnn.Trainers</c>.</param>
    /// <param name="model">
    /// One input, (height, width, channels), and one output: one sigmoid for a Boolean label, a softmax per class for a key, a sigmoid per class for a vector. It is not
    /// changed: a copy of it is trained.
    /// </param>
    /// <param name="labelColumnName">The column of labels.</param>
    /// <param name="imageColumnName">The column of pictures, float vectors of known size (height, width, channels).</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static ConvNetTrainer ConvNet(this CnnTrainers trainers, Model model, string labelColumnName = "Label", string imageColumnName = "Image") =>
        trainers.ConvNet(model, new ConvNetOptions { LabelColumnName = labelColumnName, ImageColumnName = imageColumnName });

    /// <summary>Trains a convnet on pictures: from scratch, on top of a frozen base, or fine-tuning from a layer on.</summary>
    /// <param name="trainers"><c>ml.Cnn.Trainers</c>.</param>
    /// <param name="model">The model, or with <see cref="ConvNetOptions.Head"/> a base without its top. It is not changed: a copy of it is trained.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static ConvNetTrainer ConvNet(this CnnTrainers trainers, Model model, ConvNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new ConvNetTrainer(trainers.Catalog.Context, model, options, classNames: null);
    }

    /// <summary>Goes on training a fitted convnet: with more data, more epochs, or layers unfrozen. The optimizer starts anew.</summary>
    /// <param name="trainers"><c>ml.Cnn.Trainers</c>.</param>
    /// <param name="fitted">What a fit gave, or a model zip: <c>ConvNetTransformer.Find(ml.Cnn.LoadModel(path))</c>. It is not changed.</param>
    /// <param name="options">
    /// All settings. Preprocessing and Rescale are the fitted one's: leave them at their defaults, or give the same. There is no Head: it has one. Layers that were
    /// frozen stay so but for UnfreezeFrom. Its classes and those of the data must be the same.
    /// </param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static ConvNetTrainer ConvNet(this CnnTrainers trainers, ConvNetTransformer fitted, ConvNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(fitted);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Head is not null) throw new ArgumentException($"ConvNet: the fitted model has its head already; leave {nameof(ConvNetOptions.Head)} null, or start from the base.", nameof(options));
        if (options.Preprocessing != Preprocessing.None && options.Preprocessing != fitted.Preprocessing)
            throw new ArgumentException($"ConvNet: the fitted model was trained with the preprocessing {fitted.Preprocessing}, not {options.Preprocessing}.", nameof(options));
        if (options.Rescale != 1 && options.Rescale != fitted.Rescale)
            throw new ArgumentException(FormattableString.Invariant($"ConvNet: the fitted model was trained with pixels times {fitted.Rescale}, not {options.Rescale}."), nameof(options));
        return new ConvNetTrainer(trainers.Catalog.Context, fitted.Model, options with { Preprocessing = fitted.Preprocessing, Rescale = fitted.Rescale }, fitted.ClassNames);
    }
}
