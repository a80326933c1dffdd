namespace MlNetCnn.Imaging;

/// <summary>How rotation, shift, shear and zoom make a matrix. The two generations of Keras differ; pictures made by one are not those made by the other.</summary>
public enum AffineConvention
{
    /// <summary>
    /// <c>keras_preprocessing</c> 1.1, which the Keras book used (Keras 2, TensorFlow to 2.8), and our default: rotation, shift, shear and zoom are multiplied in
    /// that order over (row, column), about the point (height / 2 + 0.5, width / 2 + 0.5), which is one pixel below and right of the picture's centre. Brightness stretches the picture to its full range first: its largest value becomes 255.
    /// </summary>
    KerasPreprocessing,

    /// <summary>
    /// Keras 3's <c>ImageDataGenerator</c> (3.9, <c>keras.src.legacy.preprocessing.image</c>): the same matrix about (height / 2 - 0.5, width / 2 - 0.5), after
    /// which rows and columns are exchanged. So Tx, which <c>height_shift_range</c> fills, moves along columns, as Zx stretches them; angles turn the other way; and
    /// in a picture that is not square the centre's row and column are exchanged too, as they are in Keras. Brightness works on the values as they are where they lie in 0 to 255.
    /// </summary>
    Keras3,
}
